package io.github.camelpika.gateway;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this component asks of URLs, and makes of those that gateways write: what is not allowed in one is
 * percent-encoded, as browsers and curl do it, and what is only a part of one is of the place that it was found at.
 */
public final class Urls {

    /** Longer than any result URL seen, and short enough for a header. */
    private static final int LONGEST = 4_096;

    private static final Pattern AT_THE_ENDS = Pattern.compile("^[\\x00-\\x20]+|[\\x00-\\x20]+$|[\\t\\r\\n]");
    private static final Pattern PARTS = Pattern.compile("((?:[A-Za-z][A-Za-z0-9+.-]*:)?//)([^/?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final Pattern LIKE_A_FILE = Pattern.compile("[^?#]*(?:/|\\.[A-Za-z0-9]{2,4}(?:[?#]|$)).*", Pattern.DOTALL);
    private static final String ALLOWED = "-._~!$&'()*+,;=:@/?";
    /** Names that are none by the book, but that storages give to buckets, and that the net resolves. */
    private static final Pattern UNDERSCORED = Pattern.compile(
            "((?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*)\\.)*[A-Za-z0-9_-]+\\.?)(?::(\\d{1,5}))?");

    private Urls() {
    }

    /**
     * What a gateway's text is as the address of a file: an http or https URL with a host, of sane length, in ASCII; null if
     * it can't be made one.
     *
     * @param baseUri where a mere path belongs to; null if nowhere
     */
    public static String usable(String text, URI baseUri) {
        String plain = AT_THE_ENDS.matcher(text).replaceAll("");
        boolean part = !SCHEME.matcher(plain).matches();
        if (plain.isEmpty() || plain.length() > LONGEST || part && (baseUri == null || !LIKE_A_FILE.matcher(plain).matches())) {
            return null;
        }
        URI uri = parse(plain, baseUri);
        boolean web = uri != null && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        String url = web && host(uri) != null ? uri.toString() : null;
        return url == null || url.length() > LONGEST ? null : url;
    }

    /**
     * The text as a URL, or null if it can't be made one.
     *
     * @param base what it is relative to, if it is; may be null
     */
    public static URI parse(String text, URI base) {
        String plain = AT_THE_ENDS.matcher(text).replaceAll("");
        try {
            URI valid = isAscii(plain) ? valid(plain) : null;
            URI uri = valid != null ? valid : URI.create(encoded(plain));
            return base == null || uri.isAbsolute() ? uri : resolved(base, uri);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static URI resolved(URI base, URI part) {
        String path = base.getRawPath().isEmpty() ? "/" : base.getRawPath();
        URI from = URI.create(base.getScheme() + "://" + base.getRawAuthority() + path);
        // the JDK takes a query for one of the folder
        return part.toString().startsWith("?") ? URI.create(from.toString() + part) : from.resolve(part);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static URI valid(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String encoded(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches()
                ? parts.group(1) + ascii(parts.group(2)) + percentEncoded(parts.group(3))
                : percentEncoded(text);
    }

    /** A name may be in any script. */
    private static String ascii(String authority) {
        int host = authority.lastIndexOf('@') + 1;
        return isAscii(authority) ? authority : authority.substring(0, host) + IDN.toASCII(authority.substring(host));
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean fragment = false;
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean kept = isAlphanumeric(c) || ALLOWED.indexOf(c) >= 0 || c == '#' && !fragment
                           || c == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            fragment |= c == '#';
            encoded.append(kept ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }

    private static boolean isAlphanumeric(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isHex(byte b) {
        return b < 128 && Character.digit(b, 16) >= 0;
    }

    /**
     * The host of a URL, or null if it has none.
     */
    public static String host(URI uri) {
        Matcher parts = underscored(uri);
        return uri.getHost() != null || parts == null ? uri.getHost() : parts.group(1);
    }

    /**
     * The port of a URL, or that of its scheme.
     */
    public static int port(URI uri) {
        Matcher parts = uri.getHost() == null ? underscored(uri) : null;
        if (parts != null && parts.group(2) != null) {
            return Integer.parseInt(parts.group(2));
        }
        return uri.getPort() != -1 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private static Matcher underscored(URI uri) {
        String authority = uri.getRawAuthority();
        Matcher parts = authority == null || authority.indexOf('_') < 0 ? null : UNDERSCORED.matcher(authority);
        return parts != null && parts.matches() ? parts : null;
    }

    /**
     * Scheme, host and port: what a key may be sent to.
     */
    public static String origin(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host(uri).toLowerCase(Locale.ROOT) + ":" + port(uri);
    }

    /**
     * Whether the host is this machine itself, told by its name alone: nothing is looked up.
     */
    public static boolean isLoopback(URI uri) {
        // a name may end with the dot of the root
        String host = host(uri).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("[::1]")
               || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
