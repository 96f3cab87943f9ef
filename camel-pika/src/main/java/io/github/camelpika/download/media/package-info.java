/**
 * Knows by its bytes what a file is, and whether it is whole.
 * <p>
 * Never knows where the bytes come from: no HTTP, no address, and no file but as {@link Bytes}.
 * <p>
 * Begin with {@link Media}; each format is one {@link Container}.
 */
package io.github.camelpika.download.media;
