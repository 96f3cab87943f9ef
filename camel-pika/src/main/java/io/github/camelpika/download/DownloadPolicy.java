package io.github.camelpika.download;

import io.github.camelpika.gateway.KeyHeader;

/**
 * What all downloads of one endpoint have in common.
 *
 * @param urls   where files may come from
 * @param limits when to give up
 * @param apiKey the key for the gateway, or null
 * @param shown  how the key is shown to the gateway's own origin; null where it opens no files
 */
public record DownloadPolicy(UrlPolicy urls, DownloadLimits limits, String apiKey, KeyHeader shown) {

    /** Without the key. */
    @Override
    public String toString() {
        return urls + ", " + limits;
    }
}
