package io.github.camelpika.generate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.camelpika.runtime.ExchangeEvents;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;

/**
 * What was posted for one message. Circuit breakers, Kamelets, splitters and their like go on with copies of an exchange and
 * throw away those that fail, so each exchange gets this at its beginning, and its copies share it.
 */
final class PostedJobs {

    private static final String PROPERTY = "CamelPikaPostedJobs";

    /** By the id of their exchange, and their endpoint. */
    private final Map<String, Map<String, Posted>> jobs = new ConcurrentHashMap<>();

    /**
     * Gives all exchanges of the context that begin from now on what their copies will share.
     */
    static void share(CamelContext context) {
        ExchangeEvents.of(context, Beginnings.class, Beginnings::new);
    }

    static PostedJobs of(Exchange exchange) {
        PostedJobs there = exchange.getProperty(PROPERTY, PostedJobs.class);
        if (there == null) {
            there = new PostedJobs();
            exchange.setProperty(PROPERTY, there);
        }
        return there;
    }

    /**
     * Those that matter to an exchange that is about to post. Only where something has failed, its copies' do.
     */
    Stream<Posted> seenBy(Exchange exchange) {
        return Posted.mayComeAgain(exchange)
                ? jobs.values().stream().flatMap(each -> each.values().stream())
                : jobs.getOrDefault(exchange.getExchangeId(), Map.of()).values().stream();
    }

    void put(Posted posted) {
        jobs.computeIfAbsent(posted.exchangeId(), id -> new ConcurrentHashMap<>()).put(posted.endpoint(), posted);
    }

    void remove(String endpoint, Exchange exchange) {
        jobs.computeIfPresent(exchange.getExchangeId(), (id, each) -> {
            each.remove(endpoint);
            return each.isEmpty() ? null : each;
        });
    }

    @Override
    public String toString() {
        return "jobs of " + jobs.size() + " exchanges";
    }

    private static final class Beginnings extends ExchangeEvents {

        Beginnings() {
            setIgnoreExchangeCreatedEvent(false);
        }

        @Override
        public void notify(CamelEvent event) {
            PostedJobs.of(((ExchangeEvent) event).getExchange());
        }
    }
}
