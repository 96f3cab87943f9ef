package io.github.camelpika.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sends what there is, and then holds the line. */
record StallingBody(Body body) implements Body {

    private static final Duration STALL = Duration.ofSeconds(10);

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
        out.flush();
        long start = System.nanoTime();
        while (System.nanoTime() - start < STALL.toNanos() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(STALL.toNanos());
        }
    }
}
