package io.github.camelpika.download;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.camelpika.gateway.Urls;

/**
 * Which addresses a file may be fetched from, and which of them gets the key. What names lead to is checked by
 * {@link PublicRoutes}, when it is known.
 *
 * @param gateway      the base URI of the gateway, which is trusted
 * @param allowHttp    whether plain http is allowed to other hosts
 * @param allowedHosts the only other hosts to fetch from, wherever they are; if it names none, any on the internet
 */
public record UrlPolicy(URI gateway, boolean allowHttp, AllowedHosts allowedHosts) {

    private static final int LAST_PORT = 65_535;
    private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})(?:\\.|$)){4}(?<!\\.)");

    /**
     * The address, if it may be fetched. Nothing is normalized, as a signature is over each slash.
     */
    URI vet(String address) throws DownloadFailedException {
        return vet(address, gateway);
    }

    /**
     * The same of one that may be relative.
     *
     * @param base what it was found at
     */
    URI vet(String address, URI base) throws DownloadFailedException {
        URI uri = Urls.parse(address, base);
        if (uri == null) {
            throw new DownloadFailedException("the address of the file is not a valid URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (Urls.host(uri) == null || !scheme.equals("https") && !scheme.equals("http")
            || Urls.port(uri) > LAST_PORT) {
            throw new DownloadFailedException("the address of the file is not a valid https URL with a host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new DownloadFailedException("the address of the file contains a user name");
        }
        if (scheme.equals("http") && !allowHttp && !isGateways(uri)) {
            throw new DownloadFailedException("the address of the file, on " + Urls.host(uri) + ", is plain http: set"
                    + " allowHttp=true if that is intended");
        }
        if (!isTrusted(uri)) {
            vetHost(uri);
        }
        return uri;
    }

    private void vetHost(URI uri) throws DownloadFailedException {
        String host = Urls.host(uri);
        if (!allowedHosts.isEmpty()) {
            throw new DownloadFailedException("the address of the file, on " + host + ", is not one of the allowedHosts");
        }
        // a proxy would connect to it without our having a look
        if (Urls.isLoopback(uri) || isLiteral(host) && !isPublicLiteral(host)) {
            throw new DownloadFailedException("the address of the file, on " + host + ", is not on the internet: add"
                    + " the host to allowedHosts if you trust it");
        }
    }

    /** Also 0x7f000001 and 2130706433, which some take for 127.0.0.1. */
    private static boolean isLiteral(String host) {
        return host.startsWith("[") || Character.isDigit(host.charAt(host.lastIndexOf('.') + 1));
    }

    /**
     * One in another form than everybody's may be another address to a proxy: to some, 010 is 8.
     */
    private static boolean isPublicLiteral(String host) {
        try {
            return (host.startsWith("[") || DOTTED.matcher(host).matches())
                   && PublicAddress.isPublic(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Whether the user named the host, so that it may be at any address.
     */
    boolean isTrusted(URI uri) {
        return isGateways(uri) || allowedHosts.name(uri);
    }

    /**
     * Whether the address is at the gateway's own origin: same scheme, host and port. The key goes nowhere else.
     */
    boolean isGateways(URI uri) {
        return Urls.origin(uri).equals(Urls.origin(gateway));
    }
}
