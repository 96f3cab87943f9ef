package io.github.camelpika.route;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.gateway.Stderr;
import io.github.camelpika.generate.IdempotentKey;
import io.github.camelpika.generate.RepeatingSource;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.scheduler.SchedulerComponent;
import org.apache.camel.component.timer.TimerComponent;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A route that submits without a key what may come again is told of when it starts, with the line to add.
 */
class RepeatWarningTest {

    private static final String WARNING = "may pay twice";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = { "pika:generate", "pika:generate?queue=q", "pika:generate?onUnknownSubmission=resubmit" })
    void aRouteFromFilesIsTold(String generate) throws Exception {
        assertThat(logOfStart(route("file:" + directory + "?noop=true", generate))).contains("Route videos may pay twice: file:")
                .contains("pika://generate").contains("Add to it: idempotentKey: \"${header.CamelFileName} ${body}\"")
                .satisfies(log -> assertThat(told(log)).isOne());
    }

    @Test
    void aRouteWithAKeyIsNot() throws Exception {
        assertThat(logOfStart(route("file:" + directory, "pika:generate?idempotentKey=${header.CamelFileName}")))
                .doesNotContain(WARNING);
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:in", "seda:in" })
    void aRouteFromWhatGivesEachMessageOnceIsNot(String from) throws Exception {
        assertThat(logOfStart(route(from, "pika:generate"))).doesNotContain(WARNING);
    }

    @Test
    void aRouteThatOnlyWaitsIsNot() throws Exception {
        assertThat(logOfStart(route("file:" + directory, "pika:feed"))).doesNotContain(WARNING);
    }

    @Test
    void stepsInsideOfOthersAreFound() throws Exception {
        assertThat(logOfStart(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:often?delay=1h").routeId("videos").doTry().split(body()).choice().when(body().isNotNull())
                        .multicast().to("mock:a", "pika:generate").end().endChoice().end().endDoTry()
                        .doCatch(Exception.class).to("mock:b").end();
            }
        })).contains("Route videos may pay twice: timer:").contains("${date:now:yyyy-MM-dd} ${body}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:submit", "seda:submit" })
    void routesInBetweenAreFollowed(String between) throws Exception {
        assertThat(logOfStart(new RouteBuilder() {
            @Override
            public void configure() {
                from(between).routeId("submit").to("direct:more").to(between);
                from("direct:more").routeId("more").to("pika:generate");
                from("file:" + directory).routeId("videos").to(between);
            }
        })).contains("Route videos may pay twice").satisfies(log -> assertThat(told(log)).isOne());
    }

    @Test
    void aFinishedTaskThatStartsAnotherJobIsTold() throws Exception {
        assertThat(logOfStart(route("pika:feed?queue=first", "pika:generate")))
                .contains("Route videos may pay twice: pika:").contains("idempotentKey: \"${header.CamelPikaTaskId}\"");
    }

    @Test
    void aWebhookOfFinishedTasksIsTold() throws Exception {
        assertThat(logOfStart(context -> {
            MainHttpServer server = new MainHttpServer();
            server.setCamelContext(context);
            server.setHost("127.0.0.1");
            server.setPort(0);
            context.addService(server);
        }, route("webhook:pika:feed?queue=first&webhookComponentName=platform-http&webhookPath=/pika", "pika:generate")))
                .contains("Route videos may pay twice: webhook:").contains("${header.CamelPikaTaskId}");
    }

    @Test
    void aPolledSourceThatNobodyListedIsTold() throws Exception {
        assertThat(logOfStart(rig -> rig.addComponent("table", new SchedulerComponent() {
            @Override
            public String getDefaultName() {
                return "table";
            }
        }), route("table:rows?delay=3600000", "pika:generate"))).contains("Route videos may pay twice: table:")
                .contains("idempotentKey: \"${body}\"");
    }

    @Test
    void aSourceUnderAnotherNameIsTold() throws Exception {
        assertThat(logOfStart(rig -> rig.addComponent("daily", new TimerComponent()),
                route("daily:often?delay=1h", "pika:generate"))).contains("Route videos may pay twice: daily:");
    }

    @Test
    void aRouteThatIsAddedLaterIsTold() throws Exception {
        try (PikaRig rig = new PikaRig().start()) {
            rig.context.getEndpoint("pika:generate");
            assertThat(Stderr.of(() -> add(rig.context, route("file:" + directory, "pika:generate"))))
                    .contains("Route videos may pay twice");
        }
    }

    @Test
    void aRouteThatIsReplacedIsToldAgain() throws Exception {
        try (PikaRig rig = new PikaRig().with(route("file:" + directory, "pika:generate")).start()) {
            assertThat(Stderr.of(() -> {
                try {
                    rig.context.getRouteController().stopRoute("videos");
                    rig.context.removeRoute("videos");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                add(rig.context, route("file:" + directory, "pika:generate?ratio=1:1"));
            })).contains("Route videos may pay twice").contains("ratio=1:1");
        }
    }

    /** Only a message shows where these lead to. */
    @Test
    void anEndpointThatAMessageNamesIsToldBeforeThePost() throws Exception {
        try (PikaRig rig = new PikaRig().with(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:once?delay=1&repeatCount=2&period=1").routeId("videos").setBody(constant("a cat"))
                        .toD("pika:generate?ratio=${header.none}1:1").to("mock:submitted");
            }
        })) {
            MockEndpoint submitted = rig.context.getEndpoint("mock:submitted", MockEndpoint.class);
            submitted.expectedMessageCount(2);
            String log = Stderr.of(() -> {
                rig.start();
                try {
                    submitted.assertIsSatisfied();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(log).contains("Route videos may pay twice: timer:").satisfies(each -> assertThat(told(each)).isOne());
        }
    }

    @Test
    void aKameletIsFollowed() throws Exception {
        assertThat(logOfStart(route("timer:often?delay=1h", "kamelet:pika-generate-action")))
                .contains("Route videos may pay twice: timer:").satisfies(log -> assertThat(told(log)).isOne());
        assertThat(logOfStart(route("timer:often?delay=1h", "kamelet:pika-generate-action?idempotentKey=cat")))
                .doesNotContain(WARNING);
    }

    @Test
    void aKameletThatIsTheSourceIsFollowed() throws Exception {
        assertThat(logOfStart(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("clock-source").from("timer:often?delay=1h").to("kamelet:sink");
                from("kamelet:clock-source").routeId("videos").to("kamelet:pika-text-to-video-action");
            }
        })).contains("Route clock-source-", " may pay twice: timer:").satisfies(log -> assertThat(told(log)).isOne());
    }

    /** So that nobody is told of a source, or of a header, that Camel doesn't have. */
    @ParameterizedTest
    @EnumSource
    void schemesAndHeadersAreThoseOfCamel(RepeatingSource source) {
        DefaultCamelCatalog catalog = new DefaultCamelCatalog();
        Set<String> own = Set.of("pika");
        for (String scheme : source.schemes().stream().filter(scheme -> !own.contains(scheme)).toList()) {
            ComponentModel model = catalog.componentModel(scheme);
            assertThat(model).as(scheme).isNotNull();
            assertThat(model.isProducerOnly()).as(scheme).isFalse();
        }
        List<String> headers = Pattern.compile("\\$\\{header(?:\\.(\\w+)|\\[([\\w.]+)])}").matcher(source.key()).results()
                .map(match -> match.group(1) != null ? match.group(1) : match.group(2)).toList();
        String first = source.schemes().stream().filter(scheme -> !scheme.startsWith("sjms")).sorted().findFirst().orElseThrow();
        if (!own.contains(first)) {
            assertThat(catalog.componentModel(first).getEndpointHeaders()).extracting(header -> header.getName())
                    .containsAll(headers);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachKeyIsOneThatCanBeCopied(RepeatingSource source) throws Exception {
        assertThat(logOfStart(route("direct:in", "pika:generate?idempotentKey=RAW(" + source.key() + ")"))).doesNotContain("ERROR");
        try (PikaRig rig = new PikaRig().start()) {
            var exchange = rig.context.getEndpoint("direct:in").createExchange();
            exchange.getMessage().setBody("a cat");
            exchange.getMessage().setHeaders(Map.of("CamelFileName", "1", "CamelAwsS3Key", "1", "JMSMessageID", "1",
                    "kafka.TOPIC", "1", "kafka.PARTITION", 0, "kafka.OFFSET", 7, "CamelPikaTaskId", "1",
                    "CamelMailMessageId", "1"));
            Stream.of("CamelAwsSqsMessageId", "CamelGooglePubsubMessageId", "CamelAzureServiceBusMessageId",
                    "CamelAzureStorageQueueMessageId").forEach(name -> exchange.getMessage().setHeader(name, "1"));
            assertThat(new IdempotentKey(rig.context, source.key()).of(exchange)).doesNotContain("$").isNotBlank();
        }
    }

    @Test
    void keysInMemoryAreToldOnceWithTheLineThatKeepsThem() throws Exception {
        RoutesBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("pika:generate?idempotentKey=a");
                from("direct:b").to("pika:generate?idempotentKey=b");
            }
        };
        assertThat(logOfStart(routes)).containsOnlyOnce("keys are kept in memory")
                .contains("camel.component.pika.task-tracker = h2", "taskTracker=memory");
        assertThat(logOfStart(context -> context.getComponent("pika", PikaComponent.class).setTaskTracker("memory"), routes))
                .doesNotContain("keys are kept in memory");
        assertThat(logOfStart(context -> context.getComponent("pika", PikaComponent.class)
                .setTaskTracker("h2:" + directory.resolve("tasks")), routes)).doesNotContain("keys are kept in memory");
        assertThat(logOfStart(route("direct:in", "pika:generate?queue=q"))).doesNotContain("keys are kept in memory");
    }

    private interface Setup {
        void of(CamelContext context) throws Exception;
    }

    private static String logOfStart(RoutesBuilder routes) throws Exception {
        return logOfStart(context -> { }, routes);
    }

    private static String logOfStart(Setup setup, RoutesBuilder routes) throws Exception {
        try (PikaRig rig = new PikaRig()) {
            setup.of(rig.context);
            rig.with(routes);
            return Stderr.of(rig::start);
        }
    }

    private static RoutesBuilder route(String from, String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId("videos").to(to);
            }
        };
    }

    private static void add(CamelContext context, RoutesBuilder routes) {
        try {
            context.addRoutes(routes);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long told(String log) {
        return log.lines().filter(line -> line.contains(WARNING)).count();
    }
}
