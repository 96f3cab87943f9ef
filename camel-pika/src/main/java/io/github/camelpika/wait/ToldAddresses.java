package io.github.camelpika.wait;

import java.net.URI;
import java.util.Map;

import io.github.camelpika.gateway.Urls;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;

/**
 * Remembers the last addresses at its own origin that a gateway has told. An address there that came from elsewhere, such as a
 * header, may be any call of its API, and isn't to be made with the key.
 */
final class ToldAddresses {

    /** One that falls out is fetched without the key, and asked for anew where it needs that. */
    private static final int MOST = 10_000;

    private final String origin;
    private final Map<String, Boolean> told = new BoundedMap<>(MOST);

    ToldAddresses(URI baseUri) {
        this.origin = Urls.origin(baseUri);
    }

    void add(VideoTask task) {
        for (Video video : task.videos()) {
            video.toMap().values().stream().filter(String.class::isInstance).forEach(address -> add((String) address));
        }
    }

    synchronized void add(String address) {
        URI uri = Urls.parse(address, null);
        if (uri != null && uri.isAbsolute() && uri.getHost() != null && Urls.origin(uri).equals(origin)) {
            told.put(uri.toString(), true);
        }
    }

    synchronized boolean has(URI address) {
        return told.containsKey(address.toString());
    }
}
