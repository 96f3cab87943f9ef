package io.github.camelpika.download;

/**
 * What all downloads of one endpoint have in common.
 *
 * @param urls   where files may come from
 * @param limits when to give up
 * @param apiKey the key for the gateway, or null
 */
public record DownloadPolicy(UrlPolicy urls, DownloadLimits limits, String apiKey) {

    /** Without the key. */
    @Override
    public String toString() {
        return urls + ", " + limits;
    }
}
