package io.github.camelpika.track;

/**
 * Where a task was submitted, so that a changed configuration never asks the wrong gateway for it. Contains no key.
 *
 * @param component the name of the Camel component, such as {@code pika-vapi}
 * @param gateway   the gateway's name
 * @param baseUri   where its API starts
 */
public record Origin(String component, String gateway, String baseUri) {
}
