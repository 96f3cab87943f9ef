package io.github.camelpika.route;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.camelpika.PikaEndpoint;
import io.github.camelpika.feed.PikaWebhookHandler;
import io.github.camelpika.rig.CallbackSigner;
import io.github.camelpika.rig.KeyServer;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.CallbackSignature;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.SimTask;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Which task a callback can give to a submission whose fate is unknown. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnknownCallbacksTest {

    private final PikaRig rig = new PikaRig();
    private final CallbackSigner signer = new CallbackSigner();
    private KeyServer keys;
    private PikaEndpoint endpoint;
    private PikaWebhookHandler handler;

    @AfterEach
    void close() throws Exception {
        if (handler != null) {
            handler.stop();
        }
        if (keys != null) {
            keys.close();
        }
        rig.close();
    }

    private void open(String gateway) throws Exception {
        keys = new KeyServer();
        keys.publish(signer);
        rig.use(gateway).component.getConfiguration().setCallbackKeysUri(keys.address().toString());
        rig.start();
        endpoint = rig.context.getEndpoint("pika:feed?queue=ads&pollInterval=1h&waitTimeout=20h&queueTimeout=20h", PikaEndpoint.class);
        handler = (PikaWebhookHandler) endpoint.createWebhookHandler(exchange -> { });
        handler.start();
    }

    /** Submits to the queue; the answer is lost, so the fate is unknown. */
    private SimTask lose(Object body, Map<String, Object> headers) {
        int before = rig.simulator.tasks().size();
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("pika:generate?queue=ads", body, headers));
        assertThat(unknown()).isNotEmpty();
        return rig.simulator.tasks().get(before);
    }

    private List<TrackedTask> unknown() {
        return rig.component.services().tracker().listUnknown(10);
    }

    private String submitted(String prompt) {
        Exchange sent = rig.finish(rig.send("pika:generate", prompt));
        return sent.getMessage().getHeader("CamelPikaTaskId", String.class);
    }

    private int callback(String submission, String field, String taskId) throws Exception {
        String body = "{\"" + field + "\":\"" + taskId + "\"}";
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(signer.sign(body, rig.timer.now())));
        exchange.getMessage().setHeader(CallbackSignature.SUBMISSION, submission);
        exchange.getMessage().setHeader(CallbackSignature.SIGNATURE,
                CallbackSignature.of(endpoint.getConfiguration()).sign(submission));
        handler.process(exchange);
        rig.advance(Duration.ofSeconds(5));
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private long queries() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.FEED).count();
    }

    @Test
    void theSubmissionsOwnTaskBecomesATaskLikeAnyOther() throws Exception {
        open("cometapi");
        SimTask task = lose("  A cat\nwith  a hat ", Map.of());
        callback(unknown().get(0).id(), "task_id", task.id());
        assertThat(unknown()).isEmpty();
    }

    @Test
    void aTaskOfAnotherPromptIsNotTheSubmissions() throws Exception {
        open("cometapi");
        String another = submitted("a dog");
        lose("a cat", Map.of());
        assertThat(callback(unknown().get(0).id(), "task_id", another)).isEqualTo(200);
        rig.advance(Duration.ofMinutes(10));
        assertThat(unknown()).hasSize(1);
    }

    @Test
    void whereNothingIsToldTheGatewaysSignatureSaysIt() throws Exception {
        open("fal");
        SimTask task = lose("a cat", Map.of());
        callback(unknown().get(0).id(), "request_id", task.id());
        assertThat(unknown()).isEmpty();
    }

    @Test
    void theTaskOfAnyModelIsFoundAgain() throws Exception {
        open("fal");
        SimTask task = lose("a cat", Map.of("CamelPikaModel", "fal-ai/other/v1/text-to-video"));
        String submission = unknown().get(0).id();
        callback(submission, "request_id", task.id());
        assertThat(unknown()).isEmpty();
        assertThat(rig.component.services().tracker().find(submission).orElseThrow().task().taskId())
                .isEqualTo("fal-ai/other/" + task.id());
        assertThat(callback(submission, "request_id", task.id())).isEqualTo(200);
    }

    @Test
    void whoGuessesHasTheGatewayAskedAFewTimesOnly() throws Exception {
        open("cometapi");
        lose("a cat", Map.of());
        String submission = unknown().get(0).id();
        for (int i = 0; i < 1_000; i++) {
            String body = "{\"task_id\":\"guess-" + i + "\"}";
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(CallbackSignature.SUBMISSION, submission);
            exchange.getMessage().setHeader(CallbackSignature.SIGNATURE,
                    CallbackSignature.of(endpoint.getConfiguration()).sign(submission));
            handler.process(exchange);
        }
        assertThat(rig.component.services().runtime().waiter().waiting()).isLessThanOrEqualTo(5);
        rig.advance(Duration.ofMinutes(3));
        assertThat(rig.simulator.requests().stream().filter(request -> request.body().contains("guess-"))
                .map(request -> request.body()).distinct()).hasSizeBetween(1, 5);
        assertThat(queries()).isLessThan(100);
        assertThat(unknown()).hasSize(1);
    }
}
