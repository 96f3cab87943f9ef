package io.github.camelpika.spring;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.MemoryTaskTracker;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcTaskTrackerAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner().withConfiguration(
            AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class, CamelAutoConfiguration.class,
                    PikaAutoConfiguration.class, JdbcTaskTrackerAutoConfiguration.class));
    private final ApplicationContextRunner withDatabase = application.withBean("database", DataSource.class, JdbcDataSource::new);
    private final ApplicationContextRunner asked = withDatabase.withPropertyValues("camel.pika.jdbc-task-tracker.enabled=true");

    private static Object tracker(AssertableApplicationContext context, String name) {
        return context.getBean(CamelContext.class).getComponent(name, PikaComponent.class).getTaskTracker();
    }

    @Test
    void tasksStayInMemoryUnlessAsked() {
        withDatabase.run(context -> assertThat(tracker(context, "pika")).isNull());
    }

    @Test
    void allComponentsKeepTheirTasksInTheDatabaseOfTheApplication() {
        asked.withPropertyValues("camel.pika.jdbc-task-tracker.retention=14d",
                "camel.pika.jdbc-task-tracker.create-table=false")
                .withBean("pika-vapi", PikaComponent.class)
                .run(context -> {
                    assertThat(tracker(context, "pika")).isInstanceOfSatisfying(JdbcTaskTracker.class, tracker -> {
                        assertThat(tracker.getDataSource()).isSameAs(context.getBean("database"));
                        assertThat(tracker.getRetention()).isEqualTo(Duration.ofDays(14));
                        assertThat(tracker.isCreateTable()).isFalse();
                    });
                    assertThat(tracker(context, "pika-vapi")).isSameAs(tracker(context, "pika"));
                });
    }

    @Test
    void trackerThatAComponentNamesIsKept() {
        asked.withBean("keys", MemoryTaskTracker.class).withPropertyValues("camel.component.pika.task-tracker=#bean:keys")
                .run(context -> assertThat(tracker(context, "pika")).isSameAs(context.getBean("keys")));
    }

    @Test
    void withoutADatabaseTheStartFailsAndTellsTheWayOut() {
        application.withPropertyValues("camel.pika.jdbc-task-tracker.enabled=true")
                .run(context -> assertThat(context).getFailure().rootCause()
                        .hasMessageContaining("camel.pika.jdbc-task-tracker.enabled").hasMessageContaining("spring.datasource.url"));
    }

    @Test
    void withTwoDatabasesTheStartFailsAndTellsTheWayOut() {
        asked.withBean("another", DataSource.class, JdbcDataSource::new)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("@Primary"));
    }

    /** In a process of its own, whose class path lacks the artifact. */
    @Test
    void withoutDbSchedulerTheStartFailsAndTellsWhatToAdd() throws Exception {
        // nor Actuator, of which the tests have one jar and not the others
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("db-scheduler") && !entry.contains("spring-boot-actuator")).collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                classPath, WithoutDbScheduler.class.getName()).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("APPLICATION FAILED TO START", "configuration property 'camel.pika.jdbc-task-tracker.enabled'",
                        "com.github.kagkarlsson:db-scheduler:");
        assertThat(process.waitFor()).isNotZero();
    }

    @Configuration
    @EnableAutoConfiguration
    static class WithoutDbScheduler {

        @Bean
        DataSource database() {
            return new JdbcDataSource();
        }

        public static void main(String[] args) {
            SpringApplication.run(WithoutDbScheduler.class, "--camel.pika.jdbc-task-tracker.enabled=true");
        }
    }
}
