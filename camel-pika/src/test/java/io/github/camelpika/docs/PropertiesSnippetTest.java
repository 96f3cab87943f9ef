package io.github.camelpika.docs;

import java.time.Duration;
import java.util.Properties;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.track.MemoryTaskTracker;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The properties that docs/generate.adoc gives for keys that are kept longer do that.
 */
class PropertiesSnippetTest {

    @Test
    void keysAreKeptAsLongAsSet() throws Exception {
        Properties properties = Snippet.of("generate.adoc", "properties").get(0).properties();
        Main main = new Main();
        properties.forEach((name, value) -> main.addInitialProperty(name.toString(), value.toString()));
        main.start();
        try {
            PikaComponent component = main.getCamelContext().getComponent("pika", PikaComponent.class);
            assertThat(component.getTaskTracker()).isInstanceOfSatisfying(MemoryTaskTracker.class,
                    tracker -> assertThat(tracker.getRetention()).isEqualTo(Duration.ofDays(30)));
        } finally {
            main.stop();
        }
    }
}
