package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FalCancelTest extends FalTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 50})
    void inTheQueueAndWhileRunningItIsRequested(int age) throws IOException {
        JsonNode created = created();
        clock.advanceSeconds(age);

        HttpResponse<byte[]> response = cancel(created);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(Client.json(response).path("status").asText()).isEqualTo("CANCELLATION_REQUESTED");
        JsonNode status = Client.json(status(created));
        assertThat(status.path("status").asText()).as("there is no CANCELLED").isEqualTo("COMPLETED");
        assertThat(status.path("error_type").asText()).isEqualTo("client_cancelled");
        assertThat(result(created).statusCode()).isEqualTo(499);
        assertThat(Client.json(result(created)).path("error_type").asText()).isEqualTo("client_cancelled");
        assertThat(simulator.tasks().get(0).state()).isEqualTo(TaskState.CANCELLED);
        clock.advanceSeconds(1000);
        assertThat(result(created).statusCode()).isEqualTo(499);
    }

    @Test
    void itMayStillFinish() throws IOException {
        JsonNode created = created();
        simulator.faults().next(Operation.CANCEL, Fault.CANCEL_IGNORED);

        assertThat(cancel(created).statusCode()).isEqualTo(202);

        clock.advanceSeconds(110);
        assertThat(result(created).statusCode()).isEqualTo(200);
    }

    @Test
    void afterTheEndItIsTooLate() throws IOException {
        JsonNode done = created();
        clock.advanceSeconds(110);
        JsonNode cancelled = created();
        cancel(cancelled);

        for (JsonNode ended : new JsonNode[] {done, cancelled}) {
            assertThat(cancel(ended).statusCode()).isEqualTo(400);
            assertThat(Client.json(cancel(ended)).path("status").asText()).isEqualTo("ALREADY_COMPLETED");
        }
        assertThat(result(done).statusCode()).isEqualTo(200);
    }
}
