package io.github.camelpika.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** All bytes are right but the last. */
record DamagedBody(ContentBody body) implements Body {

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.content().writeTo(out, body.offset(), body.length() - 1);
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        body.content().writeTo(last, body.offset() + body.length() - 1, 1);
        out.write(~last.toByteArray()[0]);
    }
}
