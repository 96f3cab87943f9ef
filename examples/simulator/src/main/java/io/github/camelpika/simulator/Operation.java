package io.github.camelpika.simulator;

/** What a request wants from the gateway: each has its own queue of faults. */
public enum Operation {
    /** Create a task. */
    GENERATE,
    /** Ask how a task is doing. */
    FEED,
    /** Download a finished video. Posters and thumbnails are neither recorded nor faulty. */
    VIDEO,
    /** fal: fetch what a task has come to. */
    RESULT,
    /** pika: ask for a fresh address of a finished video. */
    CONTENT,
    /** fal: cancel; pika: delete. */
    CANCEL,
    /** pika: ask what a job would cost. */
    QUOTE,
    /** pika: look up what an API takes and costs. */
    CATALOGUE,
    /** pika: ask for the account's balance. */
    ACCOUNT,
    /** pika: ask for a place to upload to. */
    UPLOAD_GRANT,
    /** Put a file where a grant said. */
    UPLOAD,
    /** fal: fetch the public keys of its callbacks. */
    KEYS
}
