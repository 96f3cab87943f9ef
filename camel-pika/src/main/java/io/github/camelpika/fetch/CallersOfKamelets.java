package io.github.camelpika.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.runtime.ExchangeEvents;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;

/**
 * Tells when nobody has the message of an exchange any more. Camel sends a copy of an exchange through a Kamelet, and the
 * copy is done at the Kamelet's end, while its message goes on in the exchange that called. The copy knows no more of
 * the caller than its id, so the caller's end is learned from Camel's events.
 */
final class CallersOfKamelets extends ExchangeEvents {

    private final Map<String, List<Runnable>> ends = new ConcurrentHashMap<>();

    private CallersOfKamelets() {
        setIgnoreExchangeCompletedEvent(false);
        setIgnoreExchangeFailedEvents(false);
    }

    /**
     * @param done an exchange that is done now
     * @param end  run now, or when the exchange that gets its message is done, at the latest when the context stops
     */
    static void whenDone(Exchange done, Runnable end) {
        Route route = done.getContext().getRoute(done.getFromRouteId());
        String caller = done.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        if (route != null && route.isCreatedByKamelet() && caller != null) {
            of(done.getContext()).ends.computeIfAbsent(caller, id -> new ArrayList<>()).add(end);
        } else {
            end.run();
        }
    }

    private static CallersOfKamelets of(CamelContext context) {
        return ExchangeEvents.of(context, CallersOfKamelets.class, CallersOfKamelets::new);
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange done = ((ExchangeEvent) event).getExchange();
        List<Runnable> over = ends.remove(done.getExchangeId());
        if (over != null) {
            over.forEach(end -> whenDone(done, end));
        }
    }

    @Override
    protected void doStop() throws Exception {
        ends.values().forEach(left -> left.forEach(Runnable::run));
        ends.clear();
        super.doStop();
    }
}
