package io.github.camelpika.spring;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletContextInitializer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a board may be. That it is there, real applications show in examples/spring-boot.
 */
class ActuatorBoardsTest {

    @Test
    void aServletContainerHasRoomForIt() {
        new WebApplicationContextRunner().withUserConfiguration(ActuatorBoards.class)
                .run(context -> assertThat(context).hasSingleBean(ServletContextInitializer.class));
    }

    @Test
    void whereThereIsNoneNothingIsTried() {
        new ReactiveWebApplicationContextRunner().withUserConfiguration(ActuatorBoards.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ServletContextInitializer.class));
        new ApplicationContextRunner().withUserConfiguration(ActuatorBoards.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ServletContextInitializer.class));
    }
}
