package io.github.camelpika.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.camelpika.runtime.ExchangeEvents;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;

/**
 * Tells when nobody has the message of an exchange any more. Camel sends copies of an exchange through Kamelets, circuit
 * breakers and enrichers, and a copy is done at their end, while its message goes on in the exchange that it was copied from.
 * The copy knows no more of that than its id, so its end is learned from Camel's events.
 */
final class ExchangesUnderWay extends ExchangeEvents {

    /**
     * @param copiedFrom as it was at the beginning: the results of copies bring their own properties
     * @param ends       what is to be done at its end
     */
    private record UnderWay(String copiedFrom, List<Consumer<Exchange>> ends) {

        static UnderWay begun(Exchange exchange) {
            return new UnderWay(parentOf(exchange), new ArrayList<>(0));
        }

        /** Only while nobody else has it. */
        UnderWay and(Consumer<Exchange> end) {
            ends.add(end);
            return this;
        }
    }

    private final CamelContext context;
    private final Map<String, UnderWay> exchanges = new ConcurrentHashMap<>();

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
     * @param done an exchange whose completions are run
     * @param end  given the last exchange with its message: now, when all completions of the exchange were run, or when those of the one
     *             that gets its message were
     */
    void whenDone(Exchange done, Consumer<Exchange> end) {
        if (!later(done.getExchangeId(), end)) {
            pass(done, parentOf(done), end);
        }
    }

    private void pass(Exchange done, String copiedFrom, Consumer<Exchange> end) {
        if (copiedFrom == null || !later(copiedFrom, end)) {
            end.accept(done);
        }
    }

    private boolean later(String exchangeId, Consumer<Exchange> end) {
        return exchanges.computeIfPresent(exchangeId, (id, underWay) -> underWay.and(end)) != null;
    }

    private static String parentOf(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeEvent) event).getExchange();
        if (event instanceof ExchangeCreatedEvent) {
            exchanges.putIfAbsent(exchange.getExchangeId(), UnderWay.begun(exchange));
            VideoStream.takenOverBy(exchange);
        } else {
            UnderWay over = exchanges.remove(exchange.getExchangeId());
            if (over != null) {
                over.ends.forEach(end -> pass(exchange, over.copiedFrom, end));
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        UnreadFiles.deleteAll(context);
        super.doStop();
    }
}
