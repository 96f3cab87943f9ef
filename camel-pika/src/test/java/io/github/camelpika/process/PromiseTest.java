package io.github.camelpika.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelpika.process.Journal.Entry;
import io.github.camelpika.process.Journal.Event;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.RecordedRequest;
import io.github.camelpika.simulator.SimTask;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether the judge of the long runs sees what he is there to see.
 */
class PromiseTest {

    private final List<RecordedRequest> requests = new ArrayList<>();
    private final List<SimTask> tasks = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();

    private void posted(int status) {
        requests.add(new RecordedRequest(Operation.GENERATE, "vapi", "POST", "/pika/generate", null, Map.of(),
                "{\"promptText\":\"cat\"}", Instant.EPOCH, status, null, null));
    }

    private void postedUnder(String key, int status, String more) {
        requests.add(new RecordedRequest(Operation.GENERATE, "pika", "POST", "/v1/media/x", null,
                Map.of("idempotency-key", List.of(key)), "{\"prompt\":\"cat\"" + more + "}", Instant.EPOCH, status, null, null));
    }

    private void accepted(String id) {
        posted(200);
        tasks.add(new SimTask(id, "vapi", null, "cat", Instant.EPOCH, 1, 1, null, null));
    }

    private void went(long millis, String node, Event event, String detail) {
        entries.add(new Entry(millis, node, event, "cat", detail));
    }

    private List<String> broken() {
        return Promise.broken(new Evidence(Path.of("run"), Set.of("cat"), entries, troubles, requests, tasks)).stream()
                .map(broken -> broken.substring(0, broken.indexOf(':'))).toList();
    }

    @Test
    void refusedPostsAndOneDeliveryAreAsPromised() {
        posted(429);
        accepted("t1");
        went(1, "a", Event.BEGAN, "SUCCEEDED t1");
        went(2, "a", Event.DELIVERED, "SUCCEEDED t1");
        assertThat(broken()).isEmpty();
    }

    @Test
    void aSecondPostIsSeenAlsoWhereTheFirstFailed() {
        posted(500);
        accepted("t1");
        went(2, "a", Event.DELIVERED, "SUCCEEDED t1");
        assertThat(broken()).containsExactly("posted 2 times");
    }

    @Test
    void theSameCallUnderItsKeyIsOneHoweverOftenItIsMade() {
        postedUnder("refused", 429, "");
        postedUnder("k", 0, "");
        postedUnder("k", 500, "");
        postedUnder("k", 200, "");
        tasks.add(new SimTask("t1", "pika", null, "cat", Instant.EPOCH, 1, 1, null, null));
        went(2, "a", Event.DELIVERED, "SUCCEEDED t1");
        assertThat(broken()).isEmpty();
    }

    @Test
    void anotherKeyAndOtherBytesAreSeen() {
        tasks.add(new SimTask("t1", "pika", null, "cat", Instant.EPOCH, 1, 1, null, null));
        went(2, "a", Event.DELIVERED, "SUCCEEDED t1");
        postedUnder("k", 500, "");
        postedUnder("k2", 200, "");
        assertThat(broken()).containsExactly("posted 2 times");
        postedUnder("k", 409, ",\"seed\":1");
        assertThat(broken()).containsExactly("posted 3 times");
    }

    @Test
    void twoTasksOfOneJobAreSeenAndSoIsAnUnknownOneWhereTheGatewayKnowsItAgain() {
        postedUnder("k", 200, "");
        tasks.add(new SimTask("t1", "pika", null, "cat", Instant.EPOCH, 1, 1, null, null));
        tasks.add(new SimTask("t2", "pika", null, "cat", Instant.EPOCH, 1, 1, null, null));
        went(2, "a", Event.DELIVERED, "UNKNOWN ");
        assertThat(broken()).containsExactly("accepted twice", "reported as unknown, though the gateway knows it again");
    }

    @Test
    void aLostTaskAndAJobWithoutEndAreSeen() {
        accepted("t1");
        went(1, "a", Event.BEGAN, "SUCCEEDED t1");
        assertThat(broken()).containsExactly("accepted as t1 and never seen again", "never ended");
    }

    @Test
    void aReportAsUnknownIsAnEndAndTheTaskMayComeLater() {
        accepted("t1");
        went(1, "a", Event.BEGAN, "UNKNOWN ");
        went(2, "a", Event.DELIVERED, "UNKNOWN ");
        assertThat(broken()).isEmpty();
        went(3, "a", Event.BEGAN, "SUCCEEDED t1");
        went(4, "a", Event.DELIVERED, "SUCCEEDED t1");
        assertThat(broken()).isEmpty();
    }

    @Test
    void theTaskOfAnotherJobIsSeen() {
        accepted("t1");
        went(1, "a", Event.DELIVERED, "SUCCEEDED t1");
        went(2, "a", Event.DELIVERED, "SUCCEEDED t2");
        assertThat(broken()).containsExactly("came with the task of another job");
    }

    @Test
    void aTimeOutIsSeen() {
        accepted("t1");
        went(1, "a", Event.DELIVERED, "TIMED_OUT t1");
        assertThat(broken()).containsExactly("timed out, at a gateway that finishes all it accepts");
    }

    @Test
    void aSecondDeliveryNeedsTroubleThatCameInTheMiddleOfTheFirst() {
        accepted("t1");
        went(1_000, "a", Event.BEGAN, "SUCCEEDED t1");
        went(2_000, "a", Event.DELIVERED, "SUCCEEDED t1");
        went(20_000, "b", Event.BEGAN, "SUCCEEDED t1");
        went(21_000, "b", Event.DELIVERED, "SUCCEEDED t1");
        assertThat(broken()).containsExactly("came again, and its node had no trouble");

        troubles.add(new Trouble("b", null, 1_500, Long.MAX_VALUE));
        assertThat(broken()).as("trouble of another node").hasSize(1);
        troubles.set(0, new Trouble("a", null, 15_000, Long.MAX_VALUE));
        assertThat(broken()).as("killed long after").hasSize(1);
        troubles.set(0, new Trouble("a", null, 2_001, Long.MAX_VALUE));
        assertThat(broken()).as("killed before it was written down").isEmpty();
        troubles.set(0, new Trouble("a", null, 500, 900));
        assertThat(broken()).as("cut off before").hasSize(1);
        troubles.set(0, new Trouble("a", null, 500, 1_500));
        assertThat(broken()).as("cut off meanwhile").isEmpty();
    }
}
