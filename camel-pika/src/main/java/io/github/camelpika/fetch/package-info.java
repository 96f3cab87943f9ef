/**
 * Knows {@code pika:download}: which files of a task an exchange wants, what they are called, and what it is told of them.
 * <p>
 * Never knows HTTP, redirects, or how bytes get to a disk, which is the package {@code download}; nor the endpoint, nor
 * another operation.
 * <p>
 * Begin with {@link PikaDownloadProducer}, then {@link ExchangeDownload}; {@link FileNaming} gives the names.
 */
package io.github.camelpika.fetch;
