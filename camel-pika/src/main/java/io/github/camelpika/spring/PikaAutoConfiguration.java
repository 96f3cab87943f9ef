package io.github.camelpika.spring;

import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Lets {@code camel.component.pika.*} of a Spring Boot application configure the component, with no starter beside this
 * jar. Each component of this class is configured under the name it has, as camel-main does it: one called
 * {@code pika-vapi} by {@code camel.component.pika-vapi.*}.
 */
@AutoConfiguration
@ConditionalOnClass(CamelAutoConfiguration.class)
public class PikaAutoConfiguration {

    @Bean
    EnvironmentCustomizer pikaOptions(Environment environment) {
        return new EnvironmentCustomizer(environment);
    }

    @Bean
    ActuatorPort pikaActuatorPort(ListableBeanFactory beans, EnvironmentCustomizer pikaOptions) {
        return new ActuatorPort(beans, pikaOptions);
    }
}
