package io.github.camelpika.simulator;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A part of some content.
 *
 * @param length how much of it is announced
 * @param sent   how much of it is sent
 */
record ContentBody(Content content, long offset, long length, long sent) implements Body {

    ContentBody(Content content, long offset, long length) {
        this(content, offset, length, length);
    }

    /** Announces everything but sends less. */
    ContentBody cutAfter(long bytes) {
        return new ContentBody(content, offset, length, bytes);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        content.writeTo(out, offset, sent);
    }
}
