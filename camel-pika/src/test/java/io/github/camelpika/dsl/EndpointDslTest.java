package io.github.camelpika.dsl;

import java.time.Duration;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaEndpoint;
import io.github.camelpika.PikaOperation;
import io.github.camelpika.model.FileExist;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.github.camelpika.dsl.StaticEndpointBuilders.pika;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said in Java is what the endpoint gets: numbers, durations, enums, placeholders and raw text.
 */
class EndpointDslTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    private PikaEndpoint endpoint(EndpointProducerBuilder dsl) {
        return (PikaEndpoint) dsl.resolve(context);
    }

    @Test
    void requestIsWhatWasSaid() {
        PikaConfiguration options = endpoint(pika("generate").ratio("16:9").prompt("RAW(100 % of a cat & a dog = fun+?)")
                .motion(3).seed(4_000_000_000L).sfx(true).idempotentKey("order-${header.id}")).getConfiguration();

        assertThat(options.getRatio()).isEqualTo("16:9");
        assertThat(options.getPrompt()).isEqualTo("100 % of a cat & a dog = fun+?");
        assertThat(options.getMotion()).isEqualTo(3);
        assertThat(options.getSeed()).isEqualTo(4_000_000_000L);
        assertThat(options.getSfx()).isTrue();
        assertThat(options.getIdempotentKey()).isEqualTo("order-${header.id}");
    }

    @Test
    void durationsAreJavasOrCamels() {
        context.getPropertiesComponent().addInitialProperty("slow", "90m");
        PikaConfiguration options = endpoint(pika("feed").waitTimeout(Duration.ofMinutes(45)).pollInterval("30s")
                .queueTimeout("{{slow}}").deliveryDelay(Duration.ofMillis(1500))).getConfiguration();

        assertThat(options.getWaitTimeout()).isEqualTo(Duration.ofMinutes(45));
        assertThat(options.getPollInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.getQueueTimeout()).isEqualTo(Duration.ofMinutes(90));
        assertThat(options.getDeliveryDelay()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void anotherComponentIsNamedFirst() {
        context.addComponent("pika-vapi", new PikaComponent());
        PikaEndpoint endpoint = endpoint(pika("pika-vapi", "download").fileExist(FileExist.TryRename));

        assertThat(endpoint.getOperation()).isEqualTo(PikaOperation.download);
        assertThat(endpoint.getComponent()).isSameAs(context.getComponent("pika-vapi"));
        assertThat(endpoint.getConfiguration().getFileExist()).isEqualTo(FileExist.TryRename);
    }
}
