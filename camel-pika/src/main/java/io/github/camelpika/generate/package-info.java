/**
 * Knows {@code pika:generate}: what request a message makes, that it is posted once, and what the exchange is told of it; and
 * the questions before and after it, {@code pika:quote} and {@code pika:cancel}.
 * <p>
 * Never knows when a call has its turn, how a gateway writes its requests, where an intent is kept, the endpoint, or another
 * operation.
 * <p>
 * Begin with {@link PikaGenerateProducer}, then {@link ExchangeSubmission}: the way of one exchange to its task.
 */
package io.github.camelpika.generate;
