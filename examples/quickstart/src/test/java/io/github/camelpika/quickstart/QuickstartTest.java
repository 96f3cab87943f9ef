package io.github.camelpika.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.simulator.SimTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class QuickstartTest {

    private static final String[] VIDEOS = { "fox.mp4", "harbour.mp4", "lantern.mp4", "teapot.mp4", "tram.mp4" };

    private final PikaSimulator simulator
            = PikaSimulator.builder().durations(Durations.fixed(ofMillis(300), ofMillis(1_200))).start();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "cometapi", "vapi", "pika", "fal" })
    void everyPromptBecomesPlayableFile(String gateway) throws Exception {
        Run run = run(gateway);

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(files()).containsExactly(VIDEOS);
        assertThat(directory).isDirectoryNotContaining(file -> !Mp4.boxes(file).contains("moov"));
        assertThat(directory).isDirectoryNotContaining(file -> !Mp4.boxes(file).get(0).equals("ftyp"));
        assertThat(simulator.tasks()).extracting(task -> task.prompt().strip()).hasSize(5)
                .contains("A paper lantern rises over a dark lake, its glow rippling on the water");
    }

    @Test
    void everyChangeIsALineAndTheEndIsATable() {
        Run run = run("cometapi");

        assertThat(run.output()).contains("PIKA_API_KEY is set: the jobs go to cometapi")
                .containsPattern("\\d s  tram\\.txt +running\n")
                .containsPattern("\\d s  tram\\.txt +done +\\S*tram\\.mp4\n")
                .containsPattern("tram\\.mp4 +\\d+\\.\\d kB +\\d+\\.\\d s +400\n");
    }

    @Test
    void theBoardIsThereWhileItRuns() throws Exception {
        int port = BoardPort.free();
        CompletableFuture<Run> run = CompletableFuture.supplyAsync(() -> Run.against(simulator, "cometapi",
                Map.of("quickstart.videos", directory.toString(), "camel.server.port", String.valueOf(port))));

        String board = "";
        while (!board.contains("paper lantern") && !run.isDone()) {
            board = boardAt(port);
        }

        assertThat(board).contains("A paper lantern rises");
        assertThat(run.get().output()).contains("See it in a browser while it runs: http://localhost:" + port + "/pika/");
    }

    /** Nothing as long as it isn't there. */
    private static String boardAt(int port) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/pika/api/board")).build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void percentIsShownWhereTheGatewayTellsIt() {
        Run run = run("vapi");

        assertThat(run.output()).containsPattern("tram\\.txt +running +\\d+%\n")
                .containsPattern("tram\\.mp4 +\\d+\\.\\d kB +\\d+\\.\\d s +-\n");
    }

    @Test
    void failedTaskIsNamedAndTheOthersGoOn() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);

        Run run = run("cometapi");

        assertThat(run.exit()).isEqualTo(Quickstart.SOME_FAILED);
        assertThat(files()).hasSize(4);
        SimTask failed = simulator.tasks().stream().filter(task -> task.refund() > 0).findFirst().orElseThrow();
        assertThat(run.output()).contains("Without a video: 1 of 5").containsPattern(
                "\n  \\w+\\.txt: Task " + failed.id() + " ended as FAILED at cometapi: .*moderation.*400 points were refunded");
    }

    @Test
    void noFailureIsSubmittedAgain() {
        simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED).next(Operation.GENERATE, Fault.LOST_RESPONSE);

        Run run = run("cometapi");

        assertThat(run.exit()).isEqualTo(Quickstart.SOME_FAILED);
        assertThat(simulator.tasks()).hasSize(5);
        assertThat(run.output()).contains("Without a video: 2 of 5", "It is not known whether CometAPI accepted the job");
    }

    @Test
    void secondRunPaysForNothing() {
        Map<String, String> kept = Map.of("quickstart.videos", directory.resolve("videos").toString(),
                "camel.component.pika.task-tracker", "h2:" + directory.resolve("tasks"));

        assertThat(Run.against(simulator, "cometapi", kept).exit()).isZero();
        assertThat(Run.against(simulator, "cometapi", kept).exit()).isZero();

        assertThat(simulator.tasks()).hasSize(5);
    }

    @Test
    void waitsOverlap() {
        try (PikaSimulator slow = PikaSimulator.builder().durations(Durations.fixed(ZERO, ofSeconds(4))).start()) {
            Run.against(slow, "cometapi", Map.of("quickstart.videos", directory.toString()));

            SimTask first = slow.tasks().get(0);
            SimTask last = slow.tasks().get(4);
            assertThat(last.acceptedAt()).isBefore(first.acceptedAt().plus(first.plan().running()));
        }
    }

    @Test
    void missingPromptsAreToldAtOnce() {
        Run run = Run.against(simulator, "cometapi", Map.of("quickstart.prompts", directory.toString()));

        assertThat(run.exit()).isEqualTo(Quickstart.NOT_STARTED);
        assertThat(run.output()).contains("no .txt file with a prompt in " + directory);
    }

    @Test
    void routeThatCantStartEndsTheProgram() {
        Run run = Run.against(simulator, "cometapi", Map.of("camel.component.pika.base-uri", "http://gateway.example"));

        assertThat(run.exit()).isEqualTo(Quickstart.NOT_STARTED);
        assertThat(run.output()).contains("did not start:", "baseUri 'http://gateway.example' is plain http");
    }

    @Test
    void wrongKeyFailsEveryJob() {
        Run run = Run.against(simulator, "cometapi", Map.of("camel.component.pika.api-key", "wrong"));

        assertThat(run.exit()).isEqualTo(Quickstart.SOME_FAILED);
        assertThat(run.output()).contains("Without a video: 5 of 5", "HTTP 401");
    }

    private Run run(String gateway) {
        return Run.against(simulator, gateway, Map.of("quickstart.videos", directory.toString()));
    }

    private Stream<String> files() throws IOException {
        return Files.list(directory).map(file -> file.getFileName().toString()).sorted();
    }
}
