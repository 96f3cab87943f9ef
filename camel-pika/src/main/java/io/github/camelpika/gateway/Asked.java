package io.github.camelpika.gateway;

import java.net.URI;

/**
 * What was asked for, of which an answer is to tell.
 *
 * @param taskId  the task
 * @param gateway whom, as the option {@code gateway} names it
 * @param baseUri where, which addresses that are only a path belong to
 */
record Asked(String taskId, String gateway, URI baseUri) {
}
