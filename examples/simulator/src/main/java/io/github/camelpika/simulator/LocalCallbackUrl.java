package io.github.camelpika.simulator;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Keeps the simulator from calling anybody but this machine, whatever callback_url a request names. */
final class LocalCallbackUrl {

    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private LocalCallbackUrl() {}

    static Optional<URI> parse(String url) {
        try {
            URI uri = URI.create(url);
            boolean local = uri.getScheme() != null
                    && uri.getHost() != null
                    && SCHEMES.contains(uri.getScheme())
                    && HOSTS.contains(uri.getHost());
            return local ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
