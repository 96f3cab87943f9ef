package io.github.camelpika.simulator;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes of an answer, and how they are sent. */
interface Body {

    /** The announced length. */
    long length();

    void writeTo(OutputStream out) throws IOException;

    static Body of(byte[] bytes) {
        return new ContentBody(Content.of(bytes), 0, bytes.length);
    }

    default Body trickling() {
        return new TricklingBody(this, Trickle.DEFAULT);
    }
}
