package io.github.camelpika.simulator;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that can be served in parts. */
public interface Content {

    long length();

    /** A strong ETag, without its quotes. */
    String etag();

    void writeTo(OutputStream out, long offset, long count) throws IOException;

    static Content of(byte[] bytes) {
        return new BytesContent(bytes);
    }
}
