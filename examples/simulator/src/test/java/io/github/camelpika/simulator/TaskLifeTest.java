package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskLifeTest extends SimulatorTest {

    @ParameterizedTest
    @CsvSource({"0, pending, 0", "9, pending, 0", "10, running, 1", "109, running, 1", "110, succeeded, 3"})
    void envelopeMovesWithTheClock(int seconds, String state, String status) throws IOException {
        String id = client.createdId("cometapi");
        clock.advanceSeconds(seconds);

        JsonNode data = Client.json(client.feed("cometapi", id)).path("data");

        assertThat(data.path("state").asText()).isEqualTo(state);
        assertThat(data.path("status").asText()).isEqualTo(status);
        assertThat(data.path("video_url").isNull()).isEqualTo(!state.equals("succeeded"));
    }

    @ParameterizedTest
    @CsvSource({"1, queued, 0", "10, pending, 1", "60, pending, 50", "109, pending, 99", "110, finished, 100"})
    void plainMovesWithTheClock(int seconds, String status, int progress) throws IOException {
        String id = client.createdId("yutoai");
        clock.advanceSeconds(seconds);

        JsonNode video = Client.json(client.feed("yutoai", id)).at("/videos/0");

        assertThat(video.path("status").asText()).isEqualTo(status);
        assertThat(video.path("progress").asInt()).isEqualTo(progress);
    }

    @Test
    void videosAreEmptyAtFirst() throws IOException {
        JsonNode answer = Client.json(client.feed("vapi", client.createdId("vapi")));

        assertThat(answer.path("videos").isArray()).isTrue();
        assertThat(answer.path("videos")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TASK_FAILED, FAILED, failed, error, 400",
        "TASK_CANCELLED, CANCELLED, failed, error, 400",
        "TASK_STUCK, QUEUED, pending, queued, 0",
        "TASK_UNKNOWN_STATE, UNKNOWN, moderating, moderating, 0",
        "TASK_NEVER_FINISHES, RUNNING, running, pending, 0"
    })
    void fateIsDecidedAtAcceptance(Fault fate, TaskState state, String wordOfA, String wordOfB, int refund)
            throws IOException {
        simulator.faults().next(Operation.GENERATE, fate, 2);
        String idOfA = client.createdId("cometapi");
        String idOfB = client.createdId("vapi");
        clock.advanceSeconds(1_000_000);

        JsonNode data = Client.json(client.feed("cometapi", idOfA)).path("data");
        JsonNode video = Client.json(client.feed("vapi", idOfB)).at("/videos/0");

        assertThat(simulator.task(idOfA).orElseThrow().state()).isEqualTo(state);
        assertThat(data.path("state").asText()).isEqualTo(wordOfA);
        assertThat(data.path("refund").asText()).isEqualTo(Integer.toString(refund));
        assertThat(simulator.task(idOfA).orElseThrow().refund()).isEqualTo(refund);
        assertThat(data.path("msg").isNull()).isEqualTo(refund == 0);
        assertThat(video.path("status").asText()).isEqualTo(wordOfB);
        assertThat(video.has("error")).isEqualTo(refund > 0);
    }

    @Test
    void aHeldTaskMovesOnAndCountsItsQueries() throws IOException {
        String id = client.createdId("vapi");
        SimTask task = simulator.task(id).orElseThrow();
        assertThat(task.state()).isEqualTo(TaskState.QUEUED);

        client.feed("vapi", id);
        client.feed("vapi", id);
        clock.advanceSeconds(110);

        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.queries()).isEqualTo(2);
        assertThat(simulator.tasks()).containsExactly(task);
    }

    @Test
    void drawnSeedsNeedMoreThan31Bits() throws IOException {
        client.createdId("vapi");

        assertThat(simulator.tasks().get(0).seed()).isGreaterThan(Integer.MAX_VALUE);
    }
}
