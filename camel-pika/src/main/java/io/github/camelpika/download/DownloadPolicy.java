package io.github.camelpika.download;

import java.net.URI;
import java.util.function.Predicate;

import io.github.camelpika.gateway.KeyHeader;
import io.github.camelpika.gateway.KeyScrub;

/**
 * What all downloads of one endpoint have in common.
 *
 * @param urls   where files may come from
 * @param limits when to give up
 * @param apiKey the key for the gateway, or null
 * @param shown  how the key is shown to the gateway's own origin; null where it opens no files
 * @param told   whether the gateway itself has told an address of its own: else it may be any call of its API, and is made
 *               without the key
 * @param scrub  takes the key out of what servers say
 */
public record DownloadPolicy(UrlPolicy urls, DownloadLimits limits, String apiKey, KeyHeader shown, Predicate<URI> told,
                             KeyScrub scrub) {

    /** Without the key. */
    @Override
    public String toString() {
        return urls + ", " + limits;
    }
}
