package io.github.camelpika.gateway;

import java.net.URI;
import java.util.Locale;

import io.github.camelpika.model.RequestCheck;

/**
 * What this component asks of URLs.
 */
public final class Urls {

    /** Longer than any result URL seen, and short enough for a header. */
    private static final int LONGEST = 4_096;

    private Urls() {
    }

    /**
     * Whether a gateway's text can be the address of a file: http or https, with a host, of sane length, and nothing in it
     * that makes it look like another one.
     */
    public static boolean isFetchable(String text) {
        return text.length() <= LONGEST && RequestCheck.isHttpUrl(text)
               && text.codePoints().noneMatch(c -> Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE);
    }

    /**
     * Scheme, host and port: what a key may be sent to.
     */
    public static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() != -1 ? uri.getPort() : "https".equals(scheme) ? 443 : 80;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    /**
     * Whether the host is this machine itself, told by its name alone: nothing is looked up.
     */
    public static boolean isLoopback(URI uri) {
        // a name may end with the dot of the root
        String host = uri.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("[::1]")
               || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
