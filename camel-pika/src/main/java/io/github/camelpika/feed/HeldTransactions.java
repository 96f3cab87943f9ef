package io.github.camelpika.feed;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.ErrorHandler;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each route that waits for tasks within a transaction, once: when the context has started, or the route is added.
 */
public final class HeldTransactions extends LifecycleStrategySupport {

    private static final Logger LOG = LoggerFactory.getLogger(HeldTransactions.class);

    /** The ends of the names of camel-spring's and camel-jta's, which need not be there. */
    private static final String TRANSACTION = "TransactionErrorHandler";

    private final CamelContext context;
    private final Predicate<Endpoint> waits;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param waits whether what an endpoint does may take as long as a task
     */
    public HeldTransactions(CamelContext context, Predicate<Endpoint> waits) {
        this.context = context;
        this.waits = waits;
    }

    @Override
    public void onContextStarted(CamelContext started) {
        look(started.getRoutes());
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        if (context.isStarted()) {
            // they are not among the context's own yet, and may be what those lead to
            look(Stream.concat(context.getRoutes().stream(), routes.stream()).toList());
        }
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(route -> told.remove(route.getRouteId()));
    }

    private void look(Collection<Route> routes) {
        for (Route route : routes) {
            look(route.navigate(), false, route, routes, new HashSet<>());
        }
    }

    private void look(Navigate<Processor> steps, boolean held, Route begun, Collection<Route> all, Set<Route> seen) {
        for (Processor step : steps != null && steps.hasNext() ? steps.next() : List.<Processor>of()) {
            boolean inside = held || step instanceof ErrorHandler && step.getClass().getSimpleName().endsWith(TRANSACTION);
            if (inside && step instanceof EndpointAware to) {
                look(to.getEndpoint(), begun, all, seen);
            }
            if (step instanceof Navigate<?>) {
                @SuppressWarnings("unchecked")
                Navigate<Processor> within = (Navigate<Processor>) step;
                look(within, inside, begun, all, seen);
            }
        }
    }

    private void look(Endpoint to, Route begun, Collection<Route> all, Set<Route> seen) {
        if (waits.test(to)) {
            warn(begun, to);
        }
        all.stream().filter(next -> next.getEndpoint() == to && to.getEndpointUri().startsWith("direct:") && seen.add(next))
                .forEach(next -> look(next.navigate(), true, begun, all, seen));
    }

    private void warn(Route route, Endpoint to) {
        if (told.add(route.getRouteId())) {
            LOG.warn("Route {} waits in {} within a transaction: each exchange holds its thread and its database connection for as long"
                     + " as a task takes, minutes, that is. End the transaction before, or hand the task to a queue and take it"
                     + " with a route from pika:feed", route.getRouteId(), URISupport.sanitizeUri(to.getEndpointUri()));
        }
    }
}
