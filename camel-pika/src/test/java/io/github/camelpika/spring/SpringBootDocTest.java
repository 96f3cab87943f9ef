package io.github.camelpika.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.track.JdbcTaskTracker;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each application.yaml that docs/spring-boot.adoc shows does what is said there.
 */
class SpringBootDocTest {

    private static final Pattern YAML
            = Pattern.compile("\\[source,yaml,role=application]\n----\n(.*?)\n----", Pattern.DOTALL);
    private static List<String> snippets;

    @BeforeAll
    static void read() throws IOException {
        snippets = YAML.matcher(Files.readString(Path.of("..", "docs", "spring-boot.adoc"))).results()
                .map(match -> match.group(1)).toList();
        assertThat(snippets).hasSize(4);
    }

    private static ApplicationContextRunner application(String yaml) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class,
                        CamelAutoConfiguration.class, PikaAutoConfiguration.class, JdbcTaskTrackerAutoConfiguration.class))
                .withInitializer(context -> load(yaml).forEach(context.getEnvironment().getPropertySources()::addLast))
                .withBean(DataSource.class, JdbcDataSource::new)
                .withBean("pika-vapi", PikaComponent.class);
    }

    private static List<PropertySource<?>> load(String yaml) {
        try {
            return new YamlPropertySourceLoader().load("snippet",
                    new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static PikaComponent component(AssertableApplicationContext context, String name) {
        return context.getBean(CamelContext.class).getComponent(name, PikaComponent.class);
    }

    @Test
    void optionsAreSet() {
        application(snippets.get(0)).withPropertyValues("PIKA_API_KEY=key-of-a-reader").run(context -> {
            PikaConfiguration options = component(context, "pika").getConfiguration();
            assertThat(options.getApiKey()).isEqualTo("key-of-a-reader");
            assertThat(options.getStallTimeout()).isEqualTo(Duration.ofSeconds(30));
            assertThat(options.getRatio()).isEqualTo("9:16");
        });
    }

    @Test
    void twoComponentsHaveAKeyEach() {
        application(snippets.get(1))
                .withPropertyValues("COMET_API_KEY=key-of-a-reader-1", "VAPI_API_KEY=key-of-a-reader-2").run(context -> {
                    assertThat(component(context, "pika").getConfiguration().getApiKey()).endsWith("1");
                    assertThat(component(context, "pika-vapi").getConfiguration().getApiKey()).endsWith("2");
                    assertThat(component(context, "pika-vapi").getConfiguration().getGateway()).isEqualTo("vapi");
                });
    }

    @Test
    void tasksAreInTheDatabase() {
        application(snippets.get(2)).run(context -> assertThat(component(context, "pika").getTaskTracker())
                .isInstanceOfSatisfying(JdbcTaskTracker.class,
                        tracker -> assertThat(tracker.getRetention()).isEqualTo(Duration.ofDays(14))));
    }

    @Test
    void theBoardIsAskedFor() {
        application(snippets.get(3)).withPropertyValues("PIKA_BOARD_TOKEN=Zq7token-of-the-board").run(context -> {
            assertThat(context.getBean(ActuatorPort.class).wanted()).containsExactly(Map.entry("pika", "/pika"));
            assertThat(component(context, "pika").getConfiguration().getBoardToken()).isEqualTo("Zq7token-of-the-board");
        });
    }
}
