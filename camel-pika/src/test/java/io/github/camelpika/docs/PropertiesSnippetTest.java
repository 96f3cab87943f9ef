package io.github.camelpika.docs;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.track.MemoryTaskTracker;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The properties that docs/generate.adoc gives for keys that are kept longer do that.
 */
class PropertiesSnippetTest {

    private static final Pattern PROPERTIES = Pattern.compile("\\[source,properties]\n----\n(.*?)\n----", Pattern.DOTALL);

    @Test
    void keysAreKeptAsLongAsSet() throws Exception {
        Matcher snippet = PROPERTIES.matcher(Files.readString(Path.of("..", "docs", "generate.adoc")));
        assertThat(snippet.find()).isTrue();
        Properties properties = new Properties();
        properties.load(new StringReader(snippet.group(1)));
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
