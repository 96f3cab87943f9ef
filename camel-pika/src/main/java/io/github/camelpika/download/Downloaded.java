package io.github.camelpika.download;

/**
 * A file that arrived whole.
 *
 * @param size        in bytes
 * @param contentType as the server said, or null
 */
public record Downloaded(long size, String contentType) {
}
