package io.github.camelpika.runtime;

import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.PikaTaskEvent;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.event.AbstractExchangeEvent;
import org.apache.camel.impl.event.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangeEventsTest {

    private static final class Heard extends ExchangeEvents {
        final List<CamelEvent> events = new ArrayList<>();

        Heard() {
            setIgnoreExchangeCreatedEvent(false);
        }

        @Override
        public void notify(CamelEvent event) {
            events.add(event);
        }
    }

    /** As an application may make one. */
    private static final class Own extends AbstractExchangeEvent {
        Own(Exchange exchange) {
            super(exchange);
        }

        @Override
        public Type getType() {
            return Type.Custom;
        }
    }

    @Test
    void hearsOfCamelsExchangesAndOfNothingElse() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Heard heard = ExchangeEvents.of(camel, Heard.class, Heard::new);
            Exchange exchange = new DefaultExchange(camel);
            camel.getManagementStrategy().notify(new Own(exchange));
            camel.getManagementStrategy().notify(new PikaTaskEvent(camel, PikaTaskEvent.What.CHANGED, VideoTask.of("1", "cometapi", TaskState.RUNNING)));
            assertThat(heard.events).isEmpty();
            camel.getManagementStrategy().notify(new ExchangeCreatedEvent(exchange));
            assertThat(heard.events).hasSize(1);
        }
    }

    @Test
    void hearsOfExchangesAfterARestartOfTheContext() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            ExchangeEvents.of(camel, Heard.class, Heard::new);
            camel.stop();
            camel.start();
            Heard heard = ExchangeEvents.of(camel, Heard.class, Heard::new);
            camel.createProducerTemplate().sendBody("log:heard", "a cat");
            assertThat(heard.events).hasSize(1);
        }
    }
}
