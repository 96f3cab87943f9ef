package io.github.camelpika.simulator;

import java.io.IOException;
import java.io.OutputStream;

/** Content behind the ETag of another. */
record RelabelledContent(Content content, String etag) implements Content {

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public void writeTo(OutputStream out, long offset, long count) throws IOException {
        content.writeTo(out, offset, count);
    }
}
