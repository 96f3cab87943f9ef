package io.github.camelpika.simulator;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

final class Threads {

    private Threads() {}

    /** A thread per request: slow answers and closed connections must not hold up the others. */
    static ExecutorService perRequest() {
        if (Runtime.version().feature() >= 21) {
            try {
                // By reflection, because the module is compiled for Java 17.
                return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Java " + Runtime.version() + " has no virtual threads", e);
            }
        }
        return Executors.newCachedThreadPool(daemons("pika-simulator"));
    }

    static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
