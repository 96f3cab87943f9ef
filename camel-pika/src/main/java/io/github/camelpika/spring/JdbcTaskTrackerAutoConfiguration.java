package io.github.camelpika.spring;

import javax.sql.DataSource;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.track.JdbcTaskTracker;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;

/**
 * Keeps the tasks of all components in the application's database, if {@code camel.pika.jdbc-task-tracker.enabled} asks
 * for it. A component whose option taskTracker is set keeps that one.
 */
@AutoConfiguration
@ConditionalOnClass(CamelAutoConfiguration.class)
@ConditionalOnProperty(JdbcTaskTrackerAutoConfiguration.SWITCH)
public class JdbcTaskTrackerAutoConfiguration {

    static final String PREFIX = "camel.pika.jdbc-task-tracker";
    static final String SWITCH = PREFIX + ".enabled";

    @Bean
    @ConfigurationProperties(PREFIX)
    JdbcTaskTracker pikaTaskTracker(ObjectProvider<DataSource> dataSources) {
        JdbcTaskTracker tracker = new JdbcTaskTracker();
        tracker.setDataSource(dataSources.getIfUnique());
        if (tracker.getDataSource() == null) {
            throw cantBe("it uses the application's DataSource, but there is none, or there are several and none is primary."
                         + " Set spring.datasource.url, mark one as @Primary, or make a JdbcTaskTracker bean of your own and"
                         + " name it in camel.component.pika.task-tracker");
        }
        try {
            tracker.check();
        } catch (IllegalStateException e) {
            throw cantBe(e.getMessage());
        }
        return tracker;
    }

    /**
     * Spring Boot knows this exception, and tells where the property was set.
     */
    private static InvalidConfigurationPropertyValueException cantBe(String reason) {
        return new InvalidConfigurationPropertyValueException(SWITCH, true, reason);
    }

    @Bean
    ComponentCustomizer pikaTaskTrackerCustomizer(JdbcTaskTracker pikaTaskTracker) {
        return ComponentCustomizer.builder(PikaComponent.class).build(component -> {
            if (component.getTaskTracker() == null) {
                component.setTaskTracker(pikaTaskTracker);
            }
        });
    }
}
