/**
 * Knows when a gateway is asked: its one door, with the rate limit and what a 429 means ({@link GatewayAccess},
 * {@link Throttle}), the tries of a submission, waits that hold no thread, schedules, and how long tasks take.
 * <p>
 * Never knows Camel, databases, HTTP, or who waits; threads and time are brought by whoever makes it.
 * <p>
 * Begin with {@link GatewayAccess}, then {@link PendingSubmission} for a job, or {@link Waiter} and {@link WaitState} for a
 * wait.
 */
package io.github.camelpika.wait;
