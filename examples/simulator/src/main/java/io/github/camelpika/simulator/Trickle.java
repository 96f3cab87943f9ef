package io.github.camelpika.simulator;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets bytes through one by one.
 *
 * @param pause before each byte
 * @param limit after this long the rest goes through at once, so that no answer holds its thread for ever
 */
record Trickle(Duration pause, Duration limit) {

    static final Trickle DEFAULT = new Trickle(Duration.ofMillis(100), Duration.ofSeconds(30));

    OutputStream onto(OutputStream out) {
        long start = System.nanoTime();
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int written = 0;
                while (written < length && System.nanoTime() - start < limit.toNanos()) {
                    LockSupport.parkNanos(pause.toNanos());
                    out.write(bytes, offset + written, 1);
                    out.flush();
                    written++;
                }
                out.write(bytes, offset + written, length - written);
            }
        };
    }
}
