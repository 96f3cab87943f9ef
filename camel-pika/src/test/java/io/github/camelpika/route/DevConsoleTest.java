package io.github.camelpika.route;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DevConsoleTest {

    private final PikaRig rig = new PikaRig();
    private boolean fails;

    @BeforeEach
    void start() throws Exception {
        rig.component.setMaxPointsPerDay(1_000_000L);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate").to("pika:feed");
                from("direct:key").to("pika:generate?idempotentKey=${body}");
                from("direct:queue").to("pika:generate?queue=films");
                from("pika:feed?queue=films&maxDeliveries=1").process(exchange -> {
                    if (fails) {
                        throw new IllegalStateException("no room for the film");
                    }
                });
            }
        }).start();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private static DevConsole console(PikaRig rig) {
        return DevConsoleRegistry.get(rig.context).resolveById("pika");
    }

    private JsonNode view() throws Exception {
        JsonObject json = (JsonObject) console(rig).call(DevConsole.MediaType.JSON, Map.of());
        return new ObjectMapper().readTree(json.toJson()).path("components").path(0);
    }

    private String text() {
        return (String) console(rig).call(DevConsole.MediaType.TEXT, Map.of());
    }

    @Test
    void showsWhatIsWaitedForInline() throws Exception {
        rig.send("direct:in", "a cat");
        rig.advance(Duration.ofSeconds(22));
        JsonNode wait = view().path("waits").path(0);
        assertThat(wait.path("taskId").asText()).isNotBlank();
        assertThat(wait.path("state").asText()).isEqualTo("RUNNING");
        assertThat(wait.path("age").asLong()).isEqualTo(22_000);
        assertThat(wait.path("next").asLong()).isEqualTo(3_000);
        assertThat(view().path("waiting").asInt()).isEqualTo(1);
    }

    @Test
    void showsATaskOfAQueueOnceWithWhatComesNext() throws Exception {
        rig.finish(rig.send("direct:queue", "a cat"));
        rig.advance(Duration.ofSeconds(22));
        JsonNode queue = view().path("queues").path(0);
        assertThat(queue.path("queue").asText()).isEqualTo("films");
        assertThat(queue.path("waiting").asInt()).isEqualTo(1);
        assertThat(queue.path("tasks").path(0).path("phase").asText()).isEqualTo("WAITING");
        assertThat(queue.path("tasks").path(0).path("next").asLong()).isEqualTo(3_000);
        assertThat(view().path("waits")).isEmpty();
    }

    @Test
    void showsWhatIsDead() throws Exception {
        fails = true;
        rig.finish(rig.send("direct:queue", "a cat"));
        rig.advance(Duration.ofMinutes(5));
        // routes of queues run on threads of their own
        await().until(() -> view().path("queues").path(0).path("dead").asInt() == 1);
        JsonNode task = view().path("queues").path(0).path("tasks").path(0);
        assertThat(task.path("phase").asText()).isEqualTo("DEAD");
        assertThat(task.path("deliveries").asInt()).isEqualTo(1);
        assertThat(rig.component.services().tracker().sendAgain(task.path("id").asText())).isTrue();
    }

    @Test
    void showsWhoseFateIsUnknown() throws Exception {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:key", "a cat"));
        JsonNode unknown = view().path("unknown").path(0);
        assertThat(unknown.path("key").asText()).isEqualTo("a cat");
        assertThat(unknown.path("prompt").asText()).isEqualTo("a cat");
        assertThat(unknown.path("error").asText()).isNotBlank();
        assertThat(text()).contains("prompt=a cat");
    }

    private String resolve(String... options) {
        Map<String, Object> all = new HashMap<>(Map.of("command", "resolve"));
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return (String) console(rig).call(DevConsole.MediaType.TEXT, all);
    }

    private JsonNode lost() throws Exception {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:queue", "a cat"));
        return view().path("unknown").path(0);
    }

    @Test
    void aSubmissionThatTheGatewayHasBecomesATaskOfItsQueue() throws Exception {
        JsonNode unknown = lost();
        String taskId = rig.simulator.tasks().get(0).id();
        assertThat(resolve("id", unknown.path("id").asText(), "confirm", unknown.path("confirm").asText(), "taskId", taskId))
                .contains("is task " + taskId);
        assertThat(view().path("unknown")).isEmpty();
        assertThat(view().path("queues").path(0).path("tasks").path(0).path("taskId").asText()).isEqualTo(taskId);
    }

    @Test
    void aSubmissionThatTheGatewayDoesNotHaveIsForgotten() throws Exception {
        JsonNode unknown = lost();
        assertThat(resolve("id", unknown.path("id").asText(), "confirm", unknown.path("confirm").asText(), "accepted", "false"))
                .contains("Forgotten");
        assertThat(view().path("unknown")).isEmpty();
    }

    @Test
    void nothingIsResolvedWithoutTheCodeThatIsShownNorByHalfACommand() throws Exception {
        JsonNode unknown = lost();
        String id = unknown.path("id").asText();
        String code = unknown.path("confirm").asText();
        for (String[] options : new String[][] { {}, { "id", id, "accepted", "false" },
            { "id", id, "confirm", "000000000000", "accepted", "false" }, { "id", id, "confirm", code },
            { "id", id, "confirm", code, "taskId", " " }, { "id", id, "confirm", code, "accepted", "true" },
            { "id", id, "confirm", code, "taskId", "t1", "accepted", "false" }, { "id", "other", "confirm", code, "taskId", "t1" },
            { "command", "forget", "id", id, "confirm", code, "accepted", "false" },
            { "id", id, "confirm", code, "taskId", "two words" } }) {
            assertThat(resolve(options)).matches("Nothing was done: .*|The task id is not valid.*");
            assertThat(view().path("unknown")).hasSize(1);
        }
    }

    @Test
    void aCodeIsGoodForTheTryThatItIsShownFor() throws Exception {
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:key", "a cat"));
        JsonNode first = view().path("unknown").path(0);
        assertThat(resolve("id", first.path("id").asText(), "confirm", first.path("confirm").asText(), "accepted", "false"))
                .contains("Forgotten");
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:key", "a cat"));
        assertThat(view().path("unknown").path(0).path("id").asText()).isEqualTo(first.path("id").asText());
        assertThat(resolve("id", first.path("id").asText(), "confirm", first.path("confirm").asText(), "accepted", "false"))
                .startsWith("Nothing was done");
        assertThat(view().path("unknown")).hasSize(1);
    }

    @Test
    void neitherAKeyNorASignatureIsShownAndNoMoreThanIsAskedFor() throws Exception {
        for (int i = 0; i < 3; i++) {
            rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
            rig.finish(rig.send("direct:key", i + " like https://cdn.example/a.png?X-Sig=abc " + rig.simulator.apiKey()));
        }
        assertThat(text()).contains("https://cdn.example/a.png?... ***").doesNotContain("X-Sig", rig.simulator.apiKey());
        for (String limit : new String[] { "1", "0", "-7" }) {
            JsonObject json = (JsonObject) console(rig).call(DevConsole.MediaType.JSON, Map.of("limit", limit));
            JsonNode component = new ObjectMapper().readTree(json.toJson()).path("components").path(0);
            assertThat(component.path("unknown")).as(limit).hasSize(1);
            assertThat(component.path("queues")).hasSize(1);
        }
    }

    @Test
    void showsTotalsAndTheBudget() throws Exception {
        rig.finish(rig.send("direct:in", "a cat"));
        JsonNode totals = view().path("totals");
        assertThat(totals.path("cometapi.submissions.accepted").asInt()).isEqualTo(1);
        assertThat(totals.path("cometapi.tasks.succeeded").asInt()).isEqualTo(1);
        assertThat(totals.has("cometapi.submissions.unknown")).isFalse();
        JsonNode budget = view().path("budgets").get(0);
        assertThat(budget.path("option").asText()).isEqualTo("maxPointsPerDay");
        assertThat(budget.path("spent").asLong()).isPositive().isEqualTo(totals.path("cometapi.points").asLong());
        assertThat(budget.path("reserved").asLong()).isZero();
        assertThat(budget.path("left").asLong()).isEqualTo(budget.path("limit").asLong() - budget.path("spent").asLong());
    }

    @Test
    void tellsWhenATaskIsExpectedOnceEnoughWereSeen() throws Exception {
        for (int i = 0; i < 20; i++) {
            rig.finish(rig.send("direct:in", "a cat"));
        }
        rig.send("direct:in", "a dog");
        rig.advance(Duration.ofSeconds(60));
        JsonNode wait = view().path("waits").path(0);
        assertThat(wait.path("age").asLong() + wait.path("expectedIn").asLong()).isBetween(110_000L, 135_000L);
        assertThat(view().path("learned").path(0).path("samples").asInt()).isEqualTo(20);
        assertThat(view().path("learned").path(0).path("median").asLong()).isBetween(110_000L, 135_000L);
    }

    @Test
    void theTextSaysTheSame() {
        rig.send("direct:in", "a cat");
        rig.advance(Duration.ofSeconds(22));
        assertThat(text()).contains("name=pika gateway=cometapi waiting=1").contains("state=RUNNING age=22.0s next=3.0s")
                .contains("queue=films waiting=0").doesNotContain(rig.simulator.apiKey());
    }
}
