package io.github.camelpika.benchmark;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the contenders of a {@link WaitingBenchmark} ask: a script in the same process that notes how late it is asked, or
 * a server somewhere else.
 */
final class AskedGateway {

    private static final String RUNNING = "{\"id\":\"t\",\"videos\":[{\"status\":\"pending\",\"progress\":0}]}";

    private final String address;
    private final long interval;
    /** By task; 0 before it was asked after. */
    private final long[] dueAt;
    private final AtomicInteger asked = new AtomicInteger();
    private final Lateness lateness = new Lateness();
    private volatile boolean noted;

    private AskedGateway(String address, int tasks, long interval) {
        this.address = address;
        this.dueAt = new long[tasks];
        this.interval = interval;
    }

    static AskedGateway script(int tasks, long intervalNanos) {
        return new AskedGateway(null, tasks, intervalNanos);
    }

    static AskedGateway server(String address) {
        return new AskedGateway(address, 0, 0);
    }

    boolean isScript() {
        return address == null;
    }

    String address() {
        return address == null ? "https://api.example.com" : address;
    }

    /**
     * What the script answers to a path.
     */
    String answer(String path) {
        int task = Integer.parseInt(path.substring(path.lastIndexOf('-') + 1));
        long now = System.nanoTime();
        asked.incrementAndGet();
        if (noted && dueAt[task] != 0) {
            lateness.add(now - dueAt[task]);
        }
        dueAt[task] = now + interval;
        return RUNNING;
    }

    int asked() {
        return asked.get();
    }

    /**
     * Notes from now on how late it is asked.
     */
    Lateness note() {
        noted = true;
        return lateness;
    }
}
