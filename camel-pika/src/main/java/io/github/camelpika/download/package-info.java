/**
 * Knows how a file arrives whole: addresses that may be asked, redirects, tries, bytes that go on where they broke off, and
 * the one step in which a file gets its name; and how one is put where a gateway says ({@link Uploads}).
 * <p>
 * Never knows Camel, tasks, or gateways, but for the origin that may see the key.
 * <p>
 * Begin with {@link Download}, one file over all its tries; then {@link Fetch}, one try, and {@link TargetFile}, where the
 * name appears.
 */
package io.github.camelpika.download;
