package io.github.camelpika.spring;

import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

class MixedCamelInitializerTest {

    @Test
    void springFindsItBeforeAnyAutoConfiguration() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationContextInitializer.class))
                .hasAtLeastOneElementOfType(MixedCamelInitializer.class);
    }
}
