package io.github.camelpika.javadsl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.javadsl.Report.Line;
import io.github.camelpika.javadsl.Report.Outcome;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.simulator.SimTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static io.github.camelpika.simulator.Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class AnimateRoutesTest {

    private static final Photo HARBOUR = new Photo("https://images.example.com/harbour.jpg", "Fog rolls in");
    private static final Photo STREET = new Photo("https://images.example.com/street.jpg", "Rain begins to fall");

    @TempDir
    Path directory;

    private final Report report = new Report(new PrintStream(new ByteArrayOutputStream()));
    private final Map<String, String> properties = new HashMap<>();
    private PikaSimulator simulator = PikaSimulator.start();

    @BeforeEach
    void settings() {
        properties.put("animate.videos", directory.resolve("videos").toString());
        properties.put("animate.notes", directory.resolve("notes").toString());
        properties.put("animate.redeliveryDelay", "10");
        simulator.faults().retryAfter("0");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void eachPhotoBecomesVideo() throws Exception {
        animate(HARBOUR, STREET);

        assertThat(outcomes()).containsExactly(Outcome.SUCCEEDED, Outcome.SUCCEEDED);
        assertThat(report.lines()).allSatisfy(line -> assertThat(Path.of(line.detail())).isNotEmptyFile());
        assertThat(simulator.tasks()).extracting(task -> task.request().path("image").asText())
                .containsExactlyInAnyOrder(HARBOUR.image(), STREET.image());
        assertThat(simulator.tasks()).extracting(SimTask::prompt)
                .containsExactlyInAnyOrder(HARBOUR.prompt(), STREET.prompt());
    }

    @Test
    void failedTaskIsReported() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);

        animate(HARBOUR);

        assertThat(report.lines()).containsExactly(new Line(Outcome.FAILED, HARBOUR.prompt(),
                "Generation failed: content moderation rejected the prompt"));
    }

    @Test
    void cancelledTaskIsReported() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.TASK_CANCELLED);

        animate(HARBOUR);

        assertThat(outcomes()).containsExactly(Outcome.FAILED);
        assertThat(report.lines().get(0).detail()).contains("cancelled by the operator");
    }

    @Test
    void taskThatTakesTooLongIsWrittenDown() throws Exception {
        properties.put("animate.waitTimeout", "1s");
        simulator.faults().next(Operation.GENERATE, Fault.TASK_NEVER_FINISHES);

        animate(HARBOUR);

        assertThat(outcomes()).containsExactly(Outcome.LATER);
        assertThat(notes("for-later.txt")).containsExactly(simulator.tasks().get(0).id() + "\t" + HARBOUR.prompt());
    }

    @Test
    void waitIsTakenUpAgainWithTheIdThatWasWrittenDown() throws Exception {
        properties.put("animate.waitTimeout", "2s");
        simulator.close();
        simulator = PikaSimulator.builder().durations(Durations.fixed(ZERO, ofSeconds(3))).start();

        try (Animation animation = animation()) {
            animation.animate(List.of(HARBOUR));
            animation.await(notes("for-later.txt").get(0).split("\t")[0]);
        }

        assertThat(outcomes()).containsExactly(Outcome.LATER, Outcome.SUCCEEDED);
        assertThat(simulator.tasks()).hasSize(1);
    }

    @Test
    void lostAnswerIsWrittenDownAndNeverPostedAgain() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);

        animate(HARBOUR);

        assertThat(outcomes()).containsExactly(Outcome.UNKNOWN);
        assertThat(posts()).isEqualTo(1);
        assertThat(notes("to-be-looked-up.txt")).singleElement().satisfies(
                note -> assertThat(note.split("\t")).hasSize(3).contains(HARBOUR.prompt()));
    }

    @Test
    void busyGatewayIsTriedAgainUntilItHasTime() throws Exception {
        simulator.faults().next(Operation.GENERATE, TOO_MANY_REQUESTS_WITH_RETRY_AFTER);

        animate(HARBOUR);

        assertThat(outcomes()).containsExactly(Outcome.SUCCEEDED);
        assertThat(posts()).isEqualTo(2);
        assertThat(simulator.tasks()).hasSize(1);
    }

    @Test
    void refusalForGoodIsNotTriedAgain() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.NO_CREDIT);

        animate(HARBOUR);

        assertThat(outcomes()).containsExactly(Outcome.BROKEN);
        assertThat(posts()).isEqualTo(1);
        assertThat(report.lines().get(0).detail()).contains("insufficient_user_quota");
    }

    private void animate(Photo... photos) throws Exception {
        try (Animation animation = animation()) {
            animation.animate(List.of(photos));
        }
    }

    private Animation animation() throws Exception {
        PikaConfiguration options = new PikaConfiguration();
        options.setGateway("vapi");
        options.setBaseUri(simulator.baseUri("vapi").toString());
        options.setApiKey(simulator.apiKey());
        options.setPollInterval(ofMillis(100));
        return new Animation(options, properties, report);
    }

    private List<Outcome> outcomes() {
        return report.lines().stream().map(Line::outcome).toList();
    }

    private List<String> notes(String name) throws Exception {
        return Files.readAllLines(directory.resolve("notes").resolve(name));
    }

    private long posts() {
        return simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).count();
    }
}
