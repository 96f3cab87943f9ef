package io.github.camelpika.runtime;

import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.PikaTaskEvent;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.event.DefaultEventFactory;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangeEventsTest {

    private static final class Heard extends ExchangeEvents {
        private final List<CamelEvent> events = new ArrayList<>();

        @Override
        public void notify(CamelEvent event) {
            events.add(event);
        }
    }

    @Test
    void whatTasksDoIsNotAnEventOfExchanges() {
        DefaultCamelContext context = new DefaultCamelContext();
        Heard heard = ExchangeEvents.of(context, Heard.class, Heard::new);
        VideoTask task = VideoTask.of("t-1", "vapi", TaskState.QUEUED);
        assertThat(heard.isEnabled(new PikaTaskEvent(context, PikaTaskEvent.What.SUBMITTED, task))).isFalse();
        assertThat(heard.isEnabled(new DefaultEventFactory().createExchangeCreatedEvent(new DefaultExchange(context)))).isTrue();
    }
}
