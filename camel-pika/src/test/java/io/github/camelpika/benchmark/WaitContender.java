package io.github.camelpika.benchmark;

import java.time.Duration;

/**
 * A way to wait for tasks that are still running.
 */
interface WaitContender {

    /** What all of them ask, by the id. */
    static String path(int task) {
        return "/pika/feed/" + id(task);
    }

    static String id(int task) {
        return "t-" + task;
    }

    /**
     * What waits, without its wait: kept in the heap for as long as the result is kept.
     */
    Object without(int task) throws Exception;

    /**
     * Begins a wait that asks at once and then every interval.
     */
    void begin(int task) throws Exception;

    /**
     * The contender of a name.
     *
     * @param gateway whom to ask
     */
    static WaitContender named(String name, AskedGateway gateway, Duration interval) throws Exception {
        return switch (name) {
            case "pika:feed" -> new PikaWaits(gateway, interval);
            case "loop" -> new LoopWaits(gateway, interval, false);
            case "loop-own-scheduler" -> new LoopWaits(gateway, interval, true);
            case "threads" -> ThreadWaits.ofThePlatform(gateway, interval);
            case "virtual-threads" -> ThreadWaits.virtual(gateway, interval);
            case "waiter" -> new WaiterWaits(gateway, interval);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
