package io.github.camelpika.wait;

/**
 * Something that is to be woken, and that knows its own index among all that are: that takes less memory than an alarm of
 * the timer's for each. Both fields belong to the {@link TimerQueue}, and are guarded by their lock.
 */
abstract class TimerEntry {

    /** On the timer's clock. */
    long wakeAt;
    /** 0 for one that nobody is to wake. */
    int index;

    /**
     * Its time has come. Called on the timer's thread, and without a lock.
     */
    abstract void wake();
}
