package io.github.camelpika.spring;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.rig.PrintedOutput;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ActuatorPortTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(CamelAutoConfiguration.class, PikaAutoConfiguration.class))
            .withPropertyValues("camel.component.pika.board-path=${where}", "where=/pika");

    private static ActuatorPort port(CamelContext context) {
        return context.getRegistry().findSingleByType(ActuatorPort.class);
    }

    @Test
    void eachComponentThatAsksForABoardGetsOne() {
        application.withBean("pika-vapi", PikaComponent.class).withBean("pika-fal", PikaComponent.class)
                .withPropertyValues("camel.component.pika-vapi.boardPath=/boards/vapi")
                .run(context -> assertThat(context.getBean(ActuatorPort.class).wanted())
                        .containsOnly(entry("pika", "/pika"), entry("pika-vapi", "/boards/vapi")));
    }

    @Test
    void oneThatIsSwitchedOffGetsNone() {
        application.withPropertyValues("camel.component.pika.enabled=false")
                .run(context -> assertThat(context.getBean(ActuatorPort.class).wanted()).isEmpty());
    }

    @Test
    void whatIsNoPathIsTold() {
        application.withPropertyValues("where=pika/").run(context -> assertThatThrownBy(
                () -> context.getBean(ActuatorPort.class).wanted()).hasMessageContaining("boardPath=pika/ is not valid"));
    }

    @Test
    void aBoardThatHasNoPlaceIsToldAndEndsNothing() {
        int before = PrintedOutput.length();
        application.run(context -> {
            assertThat(context.getBean(CamelContext.class).getComponent("pika")).isNotNull();
            assertThat(PrintedOutput.since(before, 100_000)).contains("boardPath=/pika is set, but the board of pika is not on the management port",
                    "spring-boot-starter-actuator", "camel.component.pika.board-path", "a route from platform-http to pika:board");
        });
    }

    @Test
    void aBoardThatIsThereIsNotToldOf() {
        int before = PrintedOutput.length();
        application.run(context -> {
            CamelContext camel = context.getBean(CamelContext.class);
            port(camel).isThere("pika", "/pika");
            camel.getComponent("pika");
            assertThat(PrintedOutput.since(before, 100_000)).doesNotContain("is not on the management port");
        });
    }

    @Test
    void withoutActuatorAndServletsTheApplicationStarts() {
        application.withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.boot.actuate"))
                .run(context -> assertThat(context).hasNotFailed());
    }
}
