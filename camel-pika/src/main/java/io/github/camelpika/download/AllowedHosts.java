package io.github.camelpika.download;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelpika.gateway.Urls;

/**
 * The hosts that a user names, and so trusts wherever they are.
 *
 * @param patterns empty if no host is named
 */
public record AllowedHosts(List<HostPattern> patterns) {

    /** A name, an address, or all names below one; with a port or for any. A star alone would open every door. */
    private static final Pattern FORM = Pattern.compile("((?:\\*\\.)?(?:[a-z0-9_-]+\\.)*[a-z][a-z0-9_-]*"
                                                        + "|\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(?::(\\d{1,5}))?");

    /**
     * @param host in lower case; after a star, its end
     * @param port or -1 for any
     */
    record HostPattern(String host, int port) {

        boolean names(URI uri) {
            String theirs = Urls.host(uri).toLowerCase(Locale.ROOT);
            boolean same = host.startsWith("*") ? theirs.endsWith(host.substring(1)) : theirs.equals(host);
            return same && (port == -1 || port == Urls.port(uri));
        }
    }

    /**
     * Reads a list with commas.
     *
     * @param option may be null
     * @throws IllegalArgumentException if there is something else in it than hosts
     */
    public static AllowedHosts of(String option) {
        return new AllowedHosts(option == null || option.isBlank() ? List.of()
                : Arrays.stream(option.strip().split("\\s*,\\s*", -1)).map(AllowedHosts::pattern).toList());
    }

    private static HostPattern pattern(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("allowedHosts contains '" + text + "', which is not a host: use names"
                    + " such as cdn.example.com, *.example.com or 10.1.2.3, each with or without :port, separated by commas");
        }
        return new HostPattern(matcher.group(1), matcher.group(2) == null ? -1 : Integer.parseInt(matcher.group(2)));
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /**
     * Whether one of them is the host of the address.
     */
    public boolean name(URI uri) {
        return patterns.stream().anyMatch(pattern -> pattern.names(uri));
    }
}
