package io.github.camelpika.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The routes that docs/java-dsl.adoc offers to be copied are those of {@link VideoRoutes}, and Camel takes them.
 */
class JavaDslDocTest {

    @Test
    void documentedRoutesAreOnesThatCamelTakes() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/github/camelpika/docs/VideoRoutes.java"));
        assertThat(Files.readString(Path.of("..", "docs", "java-dsl.adoc")))
                .contains(source.substring(source.indexOf("import ")));

        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setAutoStartup(false);
            context.getComponent("pika", PikaComponent.class).getConfiguration().setApiKey("key-of-a-reader");
            context.addRoutes(new VideoRoutes());
            context.start();

            PikaEndpoint feed = (PikaEndpoint) context.getRoute("videos").getEndpoint();
            assertThat(feed.getConfiguration().getWaitTimeout()).isEqualTo(Duration.ofMinutes(45));
        }
    }
}
