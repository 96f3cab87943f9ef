package io.github.camelpika.runtime;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaException;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.track.Origin;
import io.github.camelpika.wait.GatewayAccess;

/**
 * Where one endpoint asks, and with which key.
 */
public final class GatewayAccount {

    private final ComponentServices services;
    private final String endpointUri;
    private final PikaConfiguration options;
    private final Gateway gateway;
    private final URI baseUri;
    /** Kept, as the runtime forgets those that nobody uses, and their rate limit with them. */
    private volatile GatewayAccess keyless;
    private final Set<GatewayAccess> used = ConcurrentHashMap.newKeySet();
    private volatile KeyScrub scrub;

    /**
     * @param endpointUri by which Camel knows the endpoint
     * @param baseUri     where the gateway's API starts, checked
     */
    public GatewayAccount(ComponentServices services, String endpointUri, PikaConfiguration options, Gateway gateway,
                          URI baseUri) {
        this.services = services;
        this.endpointUri = endpointUri;
        this.options = options;
        this.gateway = gateway;
        this.baseUri = baseUri;
    }

    public Gateway gateway() {
        return gateway;
    }

    public URI baseUri() {
        return baseUri;
    }

    public String endpointUri() {
        return endpointUri;
    }

    /**
     * The queue that the endpoint names, or null.
     */
    String queue() {
        return options.getQueue();
    }

    /**
     * Where tasks that are submitted with it come from.
     */
    public Origin origin() {
        return new Origin(services.name(), gateway.name(), baseUri.toString());
    }

    /**
     * Whether it can ask after tasks that come from there.
     */
    public boolean fits(Origin other) {
        return hasKey(options) && gateway.name().equals(other.gateway()) && baseUri.toString().equals(other.baseUri());
    }

    static boolean hasKey(PikaConfiguration options) {
        return options.getApiKey() != null && !options.getApiKey().isBlank();
    }

    /**
     * Whether it uses the key that its component has, and not one of its own.
     */
    public boolean hasKeyOfComponent() {
        return services.isOwnKey(options.getApiKey());
    }

    void replaceKey(String old, String apiKey) {
        if (old.equals(options.getApiKey())) {
            options.setApiKey(apiKey);
            scrub = null;
        }
    }

    /**
     * Takes the key of the endpoint out of texts. One for all, as it is dear to make.
     */
    public KeyScrub scrub() {
        KeyScrub made = scrub;
        if (made == null) {
            made = new KeyScrub(options.getApiKey());
            scrub = made;
        }
        return made;
    }

    /**
     * The way to the gateway. The component must be started.
     *
     * @throws PikaException if there is no key
     */
    public GatewayAccess access() {
        if (!hasKey(options)) {
            throw new PikaException("apiKey is missing, so " + gateway.title() + " can't be called: set it to your key,"
                                    + " for example apiKey={{env:PIKA_API_KEY}} or camel.component.pika.api-key", null);
        }
        return using(services.runtime().access(gateway, baseUri, options.getApiKey()));
    }

    /**
     * Whether the gateway itself has told the address to this process. Without a key nobody asks.
     */
    public boolean hasTold(URI address) {
        return hasKey(options) && access().hasTold(address);
    }

    /**
     * The same for calls that need no key: where there is none, they go without. What such calls tell says nothing of a key, so
     * nobody takes it for the health of the component.
     */
    public GatewayAccess accessWithoutKeyIfNone() {
        if (hasKey(options)) {
            return access();
        }
        keyless = services.runtime().access(gateway, baseUri, null);
        return keyless;
    }

    /**
     * Notes that the endpoint asks a gateway that way, be it with another one's key, until it stops.
     */
    public GatewayAccess using(GatewayAccess access) {
        if (used.add(access)) {
            used.removeIf(GatewayAccess::isStopped);
        }
        return access;
    }

    /**
     * The ways to gateways that the endpoint has used since it was started.
     */
    public Set<GatewayAccess> used() {
        return used;
    }

    /**
     * To be called when the endpoint starts.
     */
    public void open() {
        scrub = null;
        services.opened(this);
    }

    /**
     * To be called when the endpoint stops.
     */
    public void close() {
        services.closed(this);
        used.clear();
        keyless = null;
    }
}
