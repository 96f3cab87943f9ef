package io.github.camelpika.generate;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each route that submits without a key what may come again, once: when the context has started, and else, where
 * only a message shows the way to {@code pika:generate}, as with {@code toD}, before the first POST.
 */
public final class RepeatWarning extends LifecycleStrategySupport {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatWarning.class);

    private final Supplier<CamelContext> context;
    private final Predicate<Endpoint> generates;
    private final Predicate<Endpoint> keyless;
    private final Set<String> looked = ConcurrentHashMap.newKeySet();

    /**
     * @param generates whether an endpoint submits jobs
     * @param keyless   whether one that does has no idempotentKey
     */
    public RepeatWarning(Supplier<CamelContext> context, Predicate<Endpoint> generates, Predicate<Endpoint> keyless) {
        this.context = context;
        this.generates = generates;
        this.keyless = keyless;
    }

    @Override
    public void onContextStarted(CamelContext context) {
        look(context.getRoutes());
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        CamelContext started = context.get();
        if (started.isStarted()) {
            // they are not among the context's own yet, and may be what those lead to
            look(Stream.concat(started.getRoutes().stream(), routes.stream()).toList());
        }
    }

    private void look(Collection<Route> routes) {
        routes.forEach(route -> keyless(route, routes, new HashSet<>()).ifPresent(generate -> look(route, generate)));
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(route -> looked.remove(route.getRouteId()));
    }

    /**
     * To be called before the POST of an exchange that has no key.
     */
    void submits(Exchange exchange, Endpoint generate) {
        String from = exchange.getFromRouteId();
        if (from != null && !looked.contains(from)) {
            Optional.ofNullable(context.get().getRoute(from)).ifPresent(route -> look(route, generate));
        }
    }

    private void look(Route route, Endpoint generate) {
        if (looked.add(route.getRouteId())) {
            RepeatingSource.of(route).ifPresent(source -> LOG.warn("Route {} may pay twice: {} delivers a message"
                    + " again after a failure or a restart, and {} has no idempotentKey to recognize it by. Add to"
                    + " it: idempotentKey: \"{}\"",
                    route.getRouteId(), URISupport.sanitizeUri(route.getEndpoint().getEndpointUri()),
                    URISupport.sanitizeUri(generate.getEndpointUri()), source.key()));
        }
    }

    /**
     * The first one that messages of this route come to, also through other routes.
     */
    private Optional<Endpoint> keyless(Route route, Collection<Route> all, Set<Route> seen) {
        if (!seen.add(route)) {
            return Optional.empty();
        }
        return steps(route).flatMap(to -> generates.test(to)
                ? Stream.of(to).filter(keyless)
                : all.stream().filter(next -> leads(to, next.getEndpoint()))
                        .flatMap(next -> keyless(next, all, seen).stream())).findFirst();
    }

    private static Stream<Endpoint> steps(Route route) {
        return route.filter("*").stream().filter(EndpointAware.class::isInstance)
                .map(step -> ((EndpointAware) step).getEndpoint());
    }

    /**
     * A Kamelet and the route that calls it, or that it calls as its sink, have endpoints of their own for one route id.
     */
    private static boolean leads(Endpoint to, Endpoint from) {
        return to == from || isKamelet(to) && isKamelet(from) && routeId(to).equals(routeId(from));
    }

    private static boolean isKamelet(Endpoint endpoint) {
        return endpoint.getEndpointUri().startsWith("kamelet:");
    }

    private static Object routeId(Endpoint kamelet) {
        return PluginHelper.getBeanIntrospection(kamelet.getCamelContext()).getOrElseProperty(kamelet, "routeId", "", false);
    }
}
