package io.github.camelpika.runtime;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
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
    private final Map<String, Client> clients = new HashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    private record Client(String name, HttpEndpoint endpoint, Set<User> users) {
    }

    private static final class User extends WeakReference<Object> {

        private final List<Client> clients;

        private User(Object user, List<Client> clients, ReferenceQueue<Object> gone) {
            super(user, gone);
            this.clients = clients;
        }
    }

    /**
     * @param configured the component to use, or null for the context's own
     */
    public HttpClients(CamelContext context, HttpComponent configured) {
        this.context = context;
        this.configured = configured;
    }

    /**
     * The clients of a gateway. Messages may name any number of gateways, so the clients of one go when nobody has any more what
     * was made of them, as soon as others are made.
     *
     * @param make is given the one for queries, which keeps connections open between calls, and the one for submissions, which
     *             opens a connection for each call: a kept one may have been closed by the gateway in the moment of the call, and
     *             then nobody could tell whether a submission got through
     */
    synchronized <T> T forGateway(URI baseUri, BiFunction<HttpClient, HttpClient, T> make) {
        Client queries = client("queries", baseUri.getScheme(), baseUri.getRawAuthority(), builder -> { });
        Client submissions = client("submissions", baseUri.getScheme(), baseUri.getRawAuthority(),
                builder -> builder.setConnectionReuseStrategy((request, response, context) -> false));
        T made = make.apply(queries.endpoint.getHttpClient(), submissions.endpoint.getHttpClient());
        User user = new User(made, List.of(queries, submissions), gone);
        user.clients.forEach(client -> client.users.add(user));
        stopUnused();
        return made;
    }

    private void stopUnused() {
        for (Reference<?> user = gone.poll(); user != null; user = gone.poll()) {
            for (Client client : ((User) user).clients) {
                client.users.remove(user);
                if (client.users.isEmpty() && clients.remove(client.name, client)) {
                    ServiceHelper.stopAndShutdownService(client.endpoint);
                }
            }
        }
    }

    synchronized int size() {
        return clients.size();
    }

    /**
     * Fetches files from any host on the internet; one client for http and one for https.
     */
    public synchronized HttpClient forDownloads(URI uri) {
        return client("downloads", uri.getScheme().toLowerCase(Locale.ROOT), "localhost",
                builder -> builder.disableContentCompression().addExecInterceptorFirst("public", new PublicRoutes()))
                .endpoint.getHttpClient();
    }

    /**
     * One client for each purpose and address, however many keys are used there.
     */
    private Client client(String purpose, String scheme, String authority, Consumer<HttpClientBuilder> more) {
        String name = purpose + ' ' + scheme + "://" + authority;
        Client client = clients.get(name);
        if (client == null) {
            client = new Client(name, create(scheme, authority, more), new HashSet<>());
            clients.put(name, client);
        }
        return client;
    }

    private HttpEndpoint create(String scheme, String authority, Consumer<HttpClientBuilder> more) {
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
        ServiceHelper.startService(endpoint);
        return endpoint;
    }

    public synchronized void stop() {
        clients.values().forEach(client -> ServiceHelper.stopAndShutdownService(client.endpoint));
        clients.clear();
    }
}
