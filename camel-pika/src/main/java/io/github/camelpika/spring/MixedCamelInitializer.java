package io.github.camelpika.spring;

import io.github.camelpika.runtime.MixedCamel;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells of a mixed class path before Camel's own auto-configuration, which is the first that fails on one.
 */
final class MixedCamelInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        MixedCamel.warn();
    }
}
