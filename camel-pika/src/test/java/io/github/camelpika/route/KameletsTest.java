package io.github.camelpika.route;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.PikaWaitTimeoutException;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KameletsTest {

    private static final String TEXT_TO_VIDEO = "kamelet:pika-text-to-video-action";

    private final PikaRig rig = new PikaRig();

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void textBecomesTheAddressOfAVideo() throws Exception {
        Exchange done = send(TEXT_TO_VIDEO, "a cat");

        assertThat(done.getMessage().getBody()).isEqualTo(done.getMessage().getHeader("CamelPikaVideoUrl"))
                .asString().startsWith(rig.simulator.baseUri().toString()).endsWith(".mp4");
        assertThat(done.getMessage().getHeader("CamelPikaState")).isEqualTo("SUCCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = { "pika", "fal" })
    void textBecomesAVideoAtTheOthersToo(String gateway) throws Exception {
        rig.use(gateway);
        assertThat(send(TEXT_TO_VIDEO, "a cat").getMessage().getBody(String.class)).endsWith(".mp4");
    }

    @Test
    void pictureIsUploaded() throws Exception {
        rig.use("pika");
        byte[] png = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
        send(TEXT_TO_VIDEO + "?imageBody=true&prompt=a cat", png);

        assertThat(rig.simulator.uploads()).hasSize(1);
    }

    @Test
    void taskThatTakesTooLongIsCancelled() throws Exception {
        rig.use("fal");
        start(TEXT_TO_VIDEO + "?cancelOnTimeout=true&waitTimeout=1m");
        Exchange done = rig.finish(rig.send("direct:start", "a cat"));

        assertThat(done.getException()).isInstanceOf(PikaWaitTimeoutException.class);
        assertThat(rig.simulator.requests()).anyMatch(request -> request.operation() == Operation.CANCEL);
    }

    @Test
    void textBecomesAStreamThatTheNextStepReads() throws Exception {
        int[] read = new int[1];
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(TEXT_TO_VIDEO + "?output=stream")
                        .process(exchange -> read[0] = exchange.getMessage().getBody(InputStream.class).readAllBytes().length);
            }
        }).start();
        Exchange done = rig.finish(rig.send("direct:start", "a cat"));

        assertThat(done.getException()).isNull();
        assertThat(read[0]).isGreaterThan(1_000);
    }

    @Test
    void generatedTaskComesFromTheSource() throws Exception {
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to("kamelet:pika-generate-action?queue=ads&style=Melt");
                from("kamelet:pika-feed-source?queue=ads&pollSchedule=fixed&pollInterval=10s").process(ended::complete);
            }
        }).start();
        Exchange submitted = rig.send("direct:start", "a cat").getNow(null);
        rig.advance(Duration.ofMinutes(5));

        assertThat(submitted.getException()).isNull();
        // the consumer's route runs in a thread of its own
        VideoTask task = ended.get(1, TimeUnit.MINUTES).getMessage().getBody(VideoTask.class);
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.taskId()).isEqualTo(submitted.getMessage().getHeader("CamelPikaTaskId"));
        assertThat(rig.simulator.requests().get(0).body()).contains("Melt");
    }

    @Test
    void downloadedFileIsInTheDirectory(@TempDir Path directory) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(TEXT_TO_VIDEO)
                        .to("kamelet:pika-download-action?directory=" + directory + "&fileName=${header.name}.mp4");
            }
        }).start();
        Exchange done = rig.finish(rig.send("direct:start", "a cat", Map.of("name", "cat")));

        assertThat(done.getException()).isNull();
        assertThat(directory.resolve("cat.mp4")).isNotEmptyFile();
    }

    @Test
    void headerComesBeforeThePropertyAndThePropertyBeforeText() throws Exception {
        start(TEXT_TO_VIDEO + "?ratio=9:16&prompt=a dog");

        rig.finish(rig.send("direct:start", "a cat"));
        rig.finish(rig.send("direct:start", "a cat", Map.of("CamelPikaRatio", "1:1", "CamelPikaPrompt", "a bird")));

        assertThat(posted()).satisfiesExactly(
                body -> assertThat(body).contains("a dog").contains("9:16"),
                body -> assertThat(body).contains("a bird").contains("1:1"));
    }

    @Test
    void fieldOfTheBodyComesBeforeTheProperty() throws Exception {
        send(TEXT_TO_VIDEO + "?ratio=9:16&style=Melt", Map.of("prompt", "a cat", "ratio", "1:1"));

        assertThat(posted().get(0)).contains("a cat", "1:1", "Melt");
    }

    @Test
    void signsInATextAreKept() throws Exception {
        String image = "https://example.com/a.jpg?X-Sig=a%2Bb+c&X-Date=1";
        rig.context.getPropertiesComponent().addInitialProperty("my.image", image);
        send(TEXT_TO_VIDEO + "?image=#property:my.image&prompt=RAW(50% more + cats & (dogs)?)", "");

        assertThat(posted().get(0)).contains(image, "50% more + cats & (dogs)?");
    }

    @Test
    void otherKameletHasItsOwnGatewayAndKey() throws Exception {
        try (PikaSimulator other = PikaSimulator.builder().clock(rig.timer).apiKey("sim-key-of-another").start()) {
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to(TEXT_TO_VIDEO + "?prompt=a dog&gateway=vapi&baseUri=" + other.baseUri("vapi")
                                            + "&apiKey=" + other.apiKey()).to(TEXT_TO_VIDEO + "?prompt=a cat");
                }
            }).start();
            Exchange done = rig.finish(rig.send("direct:start", ""));

            assertThat(done.getException()).isNull();
            assertThat(other.tasks()).singleElement().satisfies(task -> assertThat(task.prompt()).isEqualTo("a dog"));
            assertThat(rig.simulator.tasks()).singleElement().satisfies(task -> assertThat(task.prompt()).isEqualTo("a cat"));
        }
    }

    /** As a Kamelet that is used by a Kamelet, or with noErrorHandler, is redelivered as one. */
    @Test
    void redeliveredStepGoesOnWithTheTaskThatItPaidFor() throws Exception {
        rig.simulator.faults().rate(Operation.FEED, Fault.UNAUTHORIZED, 1);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0)
                        .onRedelivery(exchange -> rig.simulator.faults().clear()));
                from("direct:start").to(TEXT_TO_VIDEO + "?noErrorHandler=true");
            }
        }).start();
        Exchange done = rig.finish(rig.send("direct:start", "a cat"));

        assertThat(done.getException()).isNull();
        assertThat(rig.simulator.tasks()).hasSize(1);
        assertThat(done.getMessage().getHeader("CamelPikaState")).isEqualTo("SUCCEEDED");
    }

    @Test
    void sameExchangeMakesAnotherVideoEachTime() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").loop(2).setBody(constant("a cat")).to(TEXT_TO_VIDEO);
            }
        }).start();
        rig.finish(rig.send("direct:start", "a cat"));

        assertThat(rig.simulator.tasks()).hasSize(2);
    }

    @Test
    void waitEndsAtTheTimeout() throws Exception {
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_NEVER_FINISHES);
        start(TEXT_TO_VIDEO + "?waitTimeout=4m");
        CompletableFuture<Exchange> sent = rig.send("direct:start", "a cat");
        rig.advance(Duration.ofMinutes(5));

        assertThat(sent.getNow(null).getException()).isInstanceOf(PikaWaitTimeoutException.class);
    }

    private Exchange send(String kamelet, Object body) throws Exception {
        start(kamelet);
        Exchange done = rig.finish(rig.send("direct:start", body));
        assertThat(done.getException()).isNull();
        return done;
    }

    private void start(String kamelet) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(kamelet);
            }
        }).start();
    }

    private List<String> posted() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE)
                .map(request -> request.body()).toList();
    }
}
