package io.github.camelpika.fetch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.camelpika.runtime.ExchangeEvents;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;

/**
 * Tells when nobody has the message of an exchange any more. Camel sends copies of an exchange through Kamelets, circuit
 * breakers and enrichers, and a copy is done at their end, while its message goes on in the exchange that it was copied from.
 * The copy knows no more of that than its id, so its end is learned from Camel's events.
 */
final class ExchangesUnderWay extends ExchangeEvents {

    /** For the exchanges that are no copies. */
    private static final String NONE = "";

    private final CamelContext context;
    /** Each has the id of what it was copied from, as it was at the beginning: the results of copies bring their own properties. */
    private final Map<String, String> exchanges = new ConcurrentHashMap<>();
    /** What is to be done at the end of some. */
    private final Map<String, List<Consumer<Exchange>>> ends = new ConcurrentHashMap<>();

    private ExchangesUnderWay(CamelContext context) {
        this.context = context;
        setIgnoreExchangeCreatedEvent(false);
        setIgnoreExchangeCompletedEvent(false);
        setIgnoreExchangeFailedEvents(false);
    }

    /**
     * @param context whose exchanges are known from now on
     */
    static ExchangesUnderWay of(CamelContext context) {
        return ExchangeEvents.of(context, ExchangesUnderWay.class, () -> new ExchangesUnderWay(context));
    }

    /**
     * @param done   an exchange whose completions are run
     * @param end    given the last exchange with its message: now, when all completions of the exchange were run, or when those of the
     *               one that gets its message were
     * @param unseen done instead for a copy that had begun before exchanges were followed, and whose message may go on anywhere
     */
    void whenDone(Exchange done, Consumer<Exchange> end, Consumer<Exchange> unseen) {
        if (!later(done.getExchangeId(), end)) {
            String copiedFrom = parentOf(done);
            pass(done, copiedFrom, copiedFrom == null ? end : unseen);
        }
    }

    private void pass(Exchange done, String copiedFrom, Consumer<Exchange> end) {
        if (copiedFrom == null || !later(copiedFrom, end)) {
            end.accept(done);
        }
    }

    private boolean later(String exchangeId, Consumer<Exchange> end) {
        return exchanges.computeIfPresent(exchangeId, (id, parent) -> {
            ends.computeIfAbsent(id, each -> new CopyOnWriteArrayList<>()).add(end);
            return parent;
        }) != null;
    }

    private static String parentOf(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeEvent) event).getExchange();
        if (event instanceof ExchangeCreatedEvent) {
            String parent = parentOf(exchange);
            exchanges.putIfAbsent(exchange.getExchangeId(), parent == null ? NONE : parent);
            VideoStream.takenOverBy(exchange);
        } else if (event instanceof ExchangeCompletedEvent || event instanceof ExchangeFailedEvent) {
            // there are others of failures that are handled, with which the exchange goes on
            over(exchange, exchanges.remove(exchange.getExchangeId()));
        }
    }

    private void over(Exchange exchange, String parent) {
        List<Consumer<Exchange>> all = parent == null ? null : ends.remove(exchange.getExchangeId());
        if (all != null) {
            all.forEach(end -> pass(exchange, parent.equals(NONE) ? null : parent, end));
        }
    }

    @Override
    protected void doStop() throws Exception {
        UnreadFiles.deleteAll(context);
        super.doStop();
    }
}
