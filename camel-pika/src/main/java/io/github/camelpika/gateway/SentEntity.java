package io.github.camelpika.gateway;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * A body that knows whether writing it to the line has begun. Until then no gateway can have accepted it, whatever
 * went wrong: a name that doesn't resolve, a connection refused, a handshake, a proxy that says no.
 */
final class SentEntity extends HttpEntityWrapper {

    private volatile boolean begun;

    SentEntity(byte[] json) {
        super(json(json));
    }

    private static HttpEntity json(byte[] json) {
        return new ByteArrayEntity(json, ContentType.APPLICATION_JSON);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        begun = true;
        super.writeTo(out);
    }

    boolean hasBegun() {
        return begun;
    }
}
