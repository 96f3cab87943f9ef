package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTest extends SimulatorTest {

    private final CallbackReceiver receiver = new CallbackReceiver();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void everyStatusChangeIsPostedWhenItIsDue() throws IOException {
        create(client);
        simulator.fireDueCallbacks();
        assertThat(receiver.statuses()).isEmpty();

        clock.advanceSeconds(10);
        simulator.fireDueCallbacks();
        assertThat(receiver.statuses()).isEqualTo("1");

        clock.advanceSeconds(100);
        simulator.fireDueCallbacks();
        simulator.fireDueCallbacks();
        assertThat(receiver.statuses()).isEqualTo("3");
    }

    @Test
    void aCallbackIsTheFeedsDataWithoutEnvelopeAndState() throws IOException {
        String id = create(client);
        clock.advanceSeconds(110);
        ObjectNode data = (ObjectNode) Client.json(client.feed("cometapi", id)).path("data");

        simulator.fireDueCallbacks();

        data.remove("state");
        receiver.poll();
        assertThat(receiver.poll()).isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource({
        "CALLBACK_LOST, ''", "CALLBACK_DUPLICATED, 1133", "CALLBACK_REORDERED, 31", "TASK_FAILED, 12",
        "TASK_STUCK, ''", "TASK_NEVER_FINISHES, 1", "LOST_RESPONSE, 13"
    })
    void faultsShowInTheCallbacks(Fault fault, String statuses) {
        simulator.faults().next(Operation.GENERATE, fault);
        tryToCreate();

        clock.advanceSeconds(10);
        simulator.fireDueCallbacks();
        clock.advanceSeconds(100);
        simulator.fireDueCallbacks();

        assertThat(receiver.statuses()).isEqualTo(statuses);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1/x, true", "https://localhost/x, true", "http://example.com/x, false",
        "http://127.0.0.1.example.com/, false", "ftp://localhost/, false", "not a url, false", "'', false"
    })
    void onlyThisMachineIsCalled(String url, boolean called) {
        assertThat(LocalCallbackUrl.parse(url).isPresent()).isEqualTo(called);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://127.0.0.1:99999/"})
    void anUnreachableReceiverHoldsUpNobody(String unreachable) throws IOException {
        String request = Client.CREATE_A.replace("http://example.invalid/", unreachable);
        client.post("/cometapi/pika/pro/generate", request);
        create(client);
        clock.advanceSeconds(110);

        simulator.fireDueCallbacks();

        assertThat(receiver.statuses()).isEqualTo("13");
    }

    @Test
    void theRealClockFiresByItself() throws IOException, InterruptedException {
        Durations quick = Durations.fixed(Duration.ofMillis(20), Duration.ofMillis(30));
        try (PikaSimulator real = PikaSimulator.builder().durations(quick).start()) {
            create(new Client(real));

            JsonNode first = receiver.await();
            JsonNode second = receiver.await();

            assertThat(first.path("status").asText()).isEqualTo("1");
            assertThat(second.path("status").asText()).isEqualTo("3");
        }
    }

    private void tryToCreate() {
        try {
            create(client);
        } catch (IOException e) {
            assertThat(simulator.tasks()).as("accepted, though unanswered").hasSize(1);
        }
    }

    private String create(Client of) throws IOException {
        String request = Client.CREATE_A.replace("http://example.invalid/", receiver.url());
        return Client.json(of.post("/cometapi/pika/pro/generate", request)).at("/data/task_id").asText();
    }
}
