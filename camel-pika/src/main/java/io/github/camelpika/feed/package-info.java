/**
 * Knows {@code pika:feed}: exchanges that wait for a task, routes that start when one of a queue has ended, and the door for
 * callbacks.
 * <p>
 * Never knows when a gateway is asked next, whether tasks are kept in memory or in a database, the endpoint, or another
 * operation.
 * <p>
 * Begin with {@link PikaFeedProducer} for a wait within a route, {@link PikaFeedConsumer} for a queue, and
 * {@link PikaWebhookHandler} for a callback.
 */
package io.github.camelpika.feed;
