/**
 * Knows what the operations of one component share: {@link ComponentServices} as long as it exists, {@link ComponentRuntime}
 * while it is started, {@link GatewayAccount} for each endpoint; and, in {@link PendingExchange}, how an exchange waits
 * without a thread and is called back exactly once.
 * <p>
 * Never knows an operation, who counts what happens, or how a tracker keeps its tasks.
 * <p>
 * Begin with {@link ComponentServices} for what there is, and {@link PendingExchange} before writing an asynchronous step.
 */
package io.github.camelpika.runtime;
