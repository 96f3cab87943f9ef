/**
 * The public face. {@link PikaComponent} and {@link PikaEndpoint} put the operations together, and are the only ones that
 * know all of them; the rest is a vocabulary for every package: options, headers, exceptions, events.
 * <p>
 * The vocabulary never knows more than the model, and nothing here knows how a job is posted, a task is waited for or a file
 * is fetched. At most 25 files.
 * <p>
 * Begin with {@link PikaEndpoint}, which shows which class does which operation.
 */
package io.github.camelpika;
