package io.github.camelpika.download;

import java.net.URI;
import java.util.Locale;

import io.github.camelpika.gateway.Urls;

/**
 * Which addresses a file may be fetched from, and which of them gets the key.
 *
 * @param gateway   the base URI of the gateway, which is trusted
 * @param allowHttp whether plain http is allowed to other hosts
 */
public record UrlPolicy(URI gateway, boolean allowHttp) {

    private static final int LAST_PORT = 65_535;

    /**
     * The address, if it may be fetched.
     */
    URI vet(String address) throws DownloadFailedException {
        URI uri;
        try {
            // not normalized: a signature is over each slash
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new DownloadFailedException("the address of the file is no URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !scheme.equals("https") && !scheme.equals("http")
            || uri.getPort() > LAST_PORT) {
            throw new DownloadFailedException("the address of the file is no https URL with a host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new DownloadFailedException("the address of the file has a user name in it");
        }
        if (scheme.equals("http") && !allowHttp && !isGateways(uri)) {
            throw new DownloadFailedException("the address of the file, on " + uri.getHost() + ", is plain http: set"
                                              + " allowHttp=true if that is what you want");
        }
        return uri;
    }

    /**
     * Whether the address is at the gateway's own origin: same scheme, host and port. The key goes nowhere else.
     */
    boolean isGateways(URI uri) {
        return Urls.origin(uri).equals(Urls.origin(gateway));
    }
}
