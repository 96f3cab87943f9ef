package io.github.camelpika.spring;

import java.time.Duration;
import java.util.Map;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.track.MemoryTaskTracker;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.wait.PollSchedule;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PikaAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(CamelAutoConfiguration.class, PikaAutoConfiguration.class));

    private static PikaComponent component(AssertableApplicationContext context, String name) {
        return context.getBean(CamelContext.class).getComponent(name, PikaComponent.class);
    }

    private static PikaConfiguration options(AssertableApplicationContext context) {
        return component(context, "pika").getConfiguration();
    }

    @Test
    void optionsAreSetHoweverTheyAreWritten() {
        application.withPropertyValues("camel.component.pika.gateway=vapi", "camel.component.pika.api-key=sk-very-secret-1",
                "camel.component.pika.poll-interval=30s", "camel.component.pika.waitTimeout=1h30m",
                "camel.component.pika.max_deliveries=3", "camel.component.pika.max-requests-per-second=2.5",
                "camel.component.pika.callback-token={{the.token}}", "the.token=Zq7token-of-the-place")
                .run(context -> {
                    assertThat(options(context).getGateway()).isEqualTo("vapi");
                    assertThat(options(context).getApiKey()).isEqualTo("sk-very-secret-1");
                    assertThat(options(context).getPollInterval()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(options(context).getWaitTimeout()).isEqualTo(Duration.ofMinutes(90));
                    assertThat(options(context).getMaxDeliveries()).isEqualTo(3);
                    assertThat(options(context).getCallbackToken()).isEqualTo("Zq7token-of-the-place");
                    assertThat(component(context, "pika").getMaxRequestsPerSecond()).isEqualTo(2.5);
                });
    }

    @Test
    void textThatIsNoValueStopsTheStart() {
        application.withPropertyValues("camel.component.pika.seed=abc").run(context -> assertThatThrownBy(
                () -> component(context, "pika"))
                .hasStackTraceContaining("seed 'abc' is not valid: it must be a whole number")
                .hasStackTraceContaining("camel.component.pika"));
    }

    @Test
    void environmentVariablesAreOptions() {
        application.withInitializer(context -> context.getEnvironment().getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(
                        "CAMEL_COMPONENT_PIKA_APIKEY", "sk-very-secret-1", "CAMEL_COMPONENT_PIKA_POLL_INTERVAL", "7s",
                        "CAMEL_COMPONENT_PIKA_VAPI_API_KEY", "sk-very-secret-2"))))
                .withBean("pika-vapi", PikaComponent.class)
                .run(context -> {
                    assertThat(options(context).getApiKey()).isEqualTo("sk-very-secret-1");
                    assertThat(options(context).getPollInterval()).isEqualTo(Duration.ofSeconds(7));
                    assertThat(component(context, "pika-vapi").getConfiguration().getApiKey()).isEqualTo("sk-very-secret-2");
                });
    }

    static class Beans {
        @Bean
        TaskTracker tracker() {
            return new MemoryTaskTracker();
        }

        @Bean
        PollSchedule mine() {
            return moment -> Duration.ofSeconds(1);
        }

        @Bean
        HttpComponent proxied() {
            return new HttpComponent();
        }
    }

    @Test
    void beansAreReferredToByName() {
        application.withUserConfiguration(Beans.class)
                .withPropertyValues("camel.component.pika.task-tracker=#bean:tracker",
                        "camel.component.pika.poll-schedule=#mine", "camel.component.pika.http-component=#proxied")
                .run(context -> {
                    PikaComponent component = component(context, "pika");
                    assertThat(component.getTaskTracker()).isSameAs(context.getBean("tracker"));
                    assertThat(component.getConfiguration().getPollSchedule()).isSameAs(context.getBean("mine"));
                    assertThat(component.getHttpComponent()).isSameAs(context.getBean("proxied"));
                });
    }

    @Test
    void eachComponentIsConfiguredUnderItsName() {
        application.withBean("pika-vapi", PikaComponent.class)
                .withPropertyValues("camel.component.pika.gateway=cometapi", "camel.component.pika-vapi.gateway=vapi",
                        "camel.component.pika.ratio=1:1")
                .run(context -> {
                    assertThat(options(context).getGateway()).isEqualTo("cometapi");
                    assertThat(component(context, "pika-vapi").getConfiguration().getGateway()).isEqualTo("vapi");
                    assertThat(component(context, "pika-vapi").getConfiguration().getRatio()).isNull();
                });
    }

    @Test
    void unknownOptionIsNamedWithTheNearestButNotItsValue() {
        application.withPropertyValues("camel.component.pika.apy-key=sk-very-secret-1")
                .run(context -> assertThatThrownBy(() -> component(context, "pika")).rootCause()
                        .hasMessageContaining("camel.component.pika.apy-key (").hasMessageContaining("did you mean one of api-key")
                        .hasMessageNotContaining("sk-very"));
    }

    @Test
    void valueThatIsNoneIsToldWithItsProperty() {
        application.withPropertyValues("camel.component.pika.wait-timeout=soon")
                .run(context -> assertThatThrownBy(() -> component(context, "pika"))
                        .hasStackTraceContaining("camel.component.pika.wait-timeout=soon"));
    }

    @Test
    void whatIsSwitchedOffIsLeftAlone() {
        for (String off : new String[] { "camel.component.pika.enabled", "camel.component.enabled",
                "camel.component.pika.customizer.enabled", "camel.component.customizer.enabled" }) {
            application.withPropertyValues(off + "=false", "camel.component.pika.gateway=vapi")
                    .run(context -> assertThat(options(context).getGateway()).as(off).isEqualTo("cometapi"));
        }
    }

    @Test
    void applicationWithoutCamelStarts() {
        new ApplicationContextRunner().withClassLoader(new FilteredClassLoader("org.apache.camel.spring"))
                .withConfiguration(AutoConfigurations.of(PikaAutoConfiguration.class, JdbcTaskTrackerAutoConfiguration.class))
                .withPropertyValues("camel.pika.jdbc-task-tracker.enabled=true")
                .run(context -> assertThat(context).hasNotFailed());
    }
}
