package io.github.camelpika.docs;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.track.JdbcTaskTracker;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The properties that docs/scaling.adoc gives for two databases make two components with a tracker each.
 */
class ScalingDocTest {

    private static final Pattern PROPERTIES = Pattern.compile("\\[source,properties]\n----\n(.*?)\n----", Pattern.DOTALL);

    @Test
    void eachComponentHasATrackerOfItsOwn() throws Exception {
        Matcher snippet = PROPERTIES.matcher(Files.readString(Path.of("..", "docs", "scaling.adoc")));
        assertThat(snippet.find()).isTrue();
        Properties properties = new Properties();
        properties.load(new StringReader(snippet.group(1).replaceAll("\\{\\{env:(\\w+)}}", "$1")));
        Main main = new Main();
        properties.forEach((name, value) -> main.addInitialProperty(name.toString(), value.toString()));
        main.start();
        try {
            PikaComponent one = main.getCamelContext().getComponent("pika1", PikaComponent.class);
            PikaComponent other = main.getCamelContext().getComponent("pika2", PikaComponent.class);
            assertThat(one.getTaskTracker()).isInstanceOf(JdbcTaskTracker.class).isNotSameAs(other.getTaskTracker());
            assertThat(one.getConfiguration().getApiKey()).isEqualTo("PIKA_KEY_A");
            assertThat(other.getConfiguration().getApiKey()).isEqualTo("PIKA_KEY_B");
        } finally {
            main.stop();
        }
    }
}
