package io.github.camelpika.runtime;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import io.github.camelpika.PikaException;
import io.github.camelpika.download.PublicRoutes;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * HTTP clients with the TLS, the proxy, the pool and the time-outs of Camel's HTTP component. Each comes out of an HTTP
 * endpoint that no context knows and no exchange passes, so no header of an exchange can get on the wire; and as a
 * stopped HTTP endpoint can't be started again, these objects are made anew with every start.
 */
public final class HttpClients {

    private final CamelContext context;
    private final HttpComponent configured;
    private final List<HttpEndpoint> endpoints = new ArrayList<>();
    private final Map<String, HttpClient> clients = new HashMap<>();

    /**
     * @param configured the component to use, or null for the context's own
     */
    public HttpClients(CamelContext context, HttpComponent configured) {
        this.context = context;
        this.configured = configured;
    }

    /**
     * Keeps connections open between calls.
     */
    HttpClient forQueries(URI baseUri) {
        return client("queries", baseUri.getScheme(), baseUri.getRawAuthority(), builder -> { });
    }

    /**
     * Opens a connection for each call. A kept one may have been closed by the gateway in the moment of the call, and
     * then nobody could tell whether a submission got through.
     */
    HttpClient forSubmissions(URI baseUri) {
        return client("submissions", baseUri.getScheme(), baseUri.getRawAuthority(),
                builder -> builder.setConnectionReuseStrategy((request, response, context) -> false));
    }

    /**
     * Fetches files from any host on the internet; one client for http and one for https.
     */
    public HttpClient forDownloads(URI uri) {
        return client("downloads", uri.getScheme().toLowerCase(Locale.ROOT), "localhost",
                builder -> builder.disableContentCompression().addExecInterceptorFirst("public", new PublicRoutes()));
    }

    /**
     * One client for each purpose and address, however many keys are used there.
     */
    private synchronized HttpClient client(String purpose, String scheme, String authority,
                                           Consumer<HttpClientBuilder> more) {
        String name = purpose + ' ' + scheme + "://" + authority;
        HttpClient client = clients.get(name);
        if (client == null) {
            client = create(scheme, authority, more);
            clients.put(name, client);
        }
        return client;
    }

    private HttpClient create(String scheme, String authority, Consumer<HttpClientBuilder> more) {
        HttpComponent component
                = configured != null ? configured : context.getComponent(scheme, HttpComponent.class);
        // a plain bean has neither a context nor was it started
        CamelContextAware.trySetCamelContext(component, context);
        ServiceHelper.startService(component);
        HttpEndpoint endpoint;
        try {
            endpoint = (HttpEndpoint) component.createEndpoint(scheme + "://" + authority);
        } catch (Exception e) {
            throw new PikaException("The HTTP client can't be created from the component " + scheme + ": "
                                    + e.getMessage(), null, e);
        }
        // these would log the key
        endpoint.setLogHttpActivity(false);
        endpoint.setHttpActivityListener(null);
        // a retry of the client's own, which it does on 429 and 503, could be paid for twice
        endpoint.getClientBuilder().disableAutomaticRetries().disableRedirectHandling().disableCookieManagement();
        more.accept(endpoint.getClientBuilder());
        endpoints.add(endpoint);
        ServiceHelper.startService(endpoint);
        return endpoint.getHttpClient();
    }

    public synchronized void stop() {
        ServiceHelper.stopAndShutdownServices(endpoints);
        endpoints.clear();
        clients.clear();
    }
}
