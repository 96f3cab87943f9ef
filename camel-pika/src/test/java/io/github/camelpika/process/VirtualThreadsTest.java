package io.github.camelpika.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Where Camel's virtual threads are on, a wait goes on on one. In a process of its own, as Camel looks once.
 */
class VirtualThreadsTest {

    private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;

    @BeforeAll
    static void skippedAloud() {
        Runtime.Version version = Runtime.version();
        boolean virtual = version.feature() >= FIRST_JDK_WITH_VIRTUAL_THREADS;
        if (!virtual) {
            System.out.println("VirtualThreadsTest is skipped: virtual threads need a JDK " + FIRST_JDK_WITH_VIRTUAL_THREADS
                               + " or later, and this is " + version);
        }
        assumeTrue(virtual);
    }

    @Test
    void waitGoesOnOnAVirtualThread() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcamel.threads.virtual.enabled=true", "-cp", System.getProperty("java.class.path"), Program.class.getName())
                .redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("SUCCEEDED on VirtualThread[");
        assertThat(process.waitFor()).isZero();
    }

    static final class Program {

        public static void main(String[] args) throws Exception {
            try (PikaSimulator simulator = PikaSimulator.start(); DefaultCamelContext context = new DefaultCamelContext()) {
                PikaConfiguration options = context.getComponent("pika", PikaComponent.class).getConfiguration();
                options.setApiKey(simulator.apiKey());
                options.setBaseUri(simulator.baseUri("cometapi").toString());
                options.setPollInterval(Duration.ofMillis(250));
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:start").to("pika:generate").to("pika:feed")
                                .process(exchange -> System.out.println(exchange.getMessage().getHeader(PikaConstants.STATE)
                                                                        + " on " + Thread.currentThread()));
                    }
                });
                context.start();
                context.createProducerTemplate().requestBody("direct:start", "a cat");
            }
        }
    }
}
