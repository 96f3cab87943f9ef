package io.github.camelpika.docs;

import java.time.Duration;
import java.util.Properties;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.track.MemoryTaskTracker;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties that docs/ gives do what is said of them.
 */
class PropertiesSnippetTest {

    @Test
    void keysAreKeptAsLongAsSet() throws Exception {
        Main main = started("generate.adoc");
        try {
            PikaComponent component = main.getCamelContext().getComponent("pika", PikaComponent.class);
            assertThat(component.getTaskTracker()).isInstanceOfSatisfying(MemoryTaskTracker.class,
                    tracker -> assertThat(tracker.getRetention()).isEqualTo(Duration.ofDays(30)));
        } finally {
            main.stop();
        }
    }

    @Test
    void twoGatewaysAreTwoComponents() throws Exception {
        Main main = started("gateways.adoc");
        try {
            PikaComponent second = main.getCamelContext().getComponent("vapi", PikaComponent.class);
            assertThat(second).isNotSameAs(main.getCamelContext().getComponent("pika"));
            assertThat(second.getConfiguration().getGateway()).isEqualTo("vapi");
            assertThat(second.getConfiguration().getApiKey()).isEqualTo("VAPI_KEY");
        } finally {
            main.stop();
        }
    }

    /** An application with the first properties of the page, and the names of environment variables for their values. */
    private static Main started(String page) throws Exception {
        Properties properties = Snippet.of(page, "properties").get(0).properties();
        Main main = new Main();
        properties.forEach((name, value) -> main.addInitialProperty(name.toString(),
                value.toString().replaceAll("\\{\\{env:(\\w+)}}", "$1")));
        main.start();
        return main;
    }
}
