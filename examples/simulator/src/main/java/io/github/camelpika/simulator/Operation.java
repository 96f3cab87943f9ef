package io.github.camelpika.simulator;

/** What a request wants from the gateway: each has its own queue of faults. */
public enum Operation {
    /** Create a task. */
    GENERATE,
    /** Ask how a task is doing. */
    FEED,
    /** Download a finished video. Posters and thumbnails are neither recorded nor faulty. */
    VIDEO
}
