package io.github.camelpika.simulator;

import java.io.IOException;
import java.io.OutputStream;

record TricklingBody(Body body, Trickle trickle) implements Body {

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(trickle.onto(out));
    }
}
