package io.github.camelpika.route;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelpika.PikaEndpoint;
import io.github.camelpika.feed.PikaWebhookHandler;
import io.github.camelpika.rig.CallbackSigner;
import io.github.camelpika.rig.KeyServer;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.CallbackSignature;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** What the webhook of fal answers to whom, by a clock that the test turns. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignedCallbacksTest {

    private final CallbackSigner gateway = new CallbackSigner();
    private final PikaRig rig = new PikaRig().use("fal");
    private KeyServer server;
    private PikaEndpoint endpoint;
    private PikaWebhookHandler handler;
    private String taskId;
    private String submission;
    private String body;

    @BeforeEach
    void start() throws Exception {
        server = new KeyServer();
        server.publish(gateway);
        rig.component.getConfiguration().setCallbackKeysUri(server.address().toString());
        rig.start();
        rig.component.services().webhooks().open("ads", "http://127.0.0.1:1/pika");
        handler = open();
        rig.finish(rig.send("pika:generate?queue=ads", "a cat"));
        taskId = rig.simulator.tasks().get(0).id();
        submission = rig.component.services().tracker().list("ads", 1).get(0).id();
        body = "{\"request_id\":\"" + taskId + "\",\"gateway_request_id\":\"" + taskId + "\",\"status\":\"OK\",\"payload\":null}";
    }

    private PikaWebhookHandler open() {
        endpoint = rig.context.getEndpoint("pika:feed?queue=ads&pollInterval=1h&waitTimeout=20h&queueTimeout=20h", PikaEndpoint.class);
        PikaWebhookHandler opened = (PikaWebhookHandler) endpoint.createWebhookHandler(exchange -> { });
        opened.start();
        return opened;
    }

    @AfterEach
    void close() throws Exception {
        handler.stop();
        server.close();
        rig.close();
    }

    private int post(String text, Map<String, Object> headers) throws Exception {
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(text.getBytes(StandardCharsets.UTF_8));
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        exchange.getMessage().setHeader(CallbackSignature.SUBMISSION, submission);
        exchange.getMessage().setHeader(CallbackSignature.SIGNATURE,
                CallbackSignature.of(endpoint.getConfiguration()).sign(submission));
        handler.process(exchange);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private int post(CallbackSigner signer) throws Exception {
        return post(body, signer.sign(body, rig.timer.now()));
    }

    private long asked() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.FEED).count();
    }

    private long counted(String outcome) {
        return rig.component.services().observer().totals().getOrDefault("fal.callbacks." + outcome, 0L);
    }

    @Test
    void theAddressThatGoesOutIsOurs() {
        String query = rig.simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).findFirst()
                .orElseThrow().query();
        String webhook = URLDecoder.decode(query.replaceFirst(".*fal_webhook=([^&]*).*", "$1"), StandardCharsets.UTF_8);
        assertThat(URI.create(webhook)).hasHost("127.0.0.1").hasPath("/pika");
        assertThat(webhook).contains("submission=" + submission, "signature="
                + CallbackSignature.of(endpoint.getConfiguration()).sign(submission));
    }

    @Test
    void oneThatIsSignedHasTheGatewayAskedNow() throws Exception {
        rig.advance(Duration.ofMinutes(2));
        long before = asked();
        assertThat(post(gateway)).isEqualTo(200);
        rig.advance(Duration.ofSeconds(2));
        assertThat(asked()).isGreaterThan(before);
        assertThat(counted("taken")).isEqualTo(1);
    }

    @Test
    void oneThatSomebodyElseSignedIsRefusedAndNobodyIsAsked() throws Exception {
        long before = asked();
        for (int i = 0; i < 10; i++) {
            assertThat(post(new CallbackSigner())).isEqualTo(401);
        }
        assertThat(post(body, Map.of())).isEqualTo(401);
        assertThat(post(body + " ", gateway.sign(body, rig.timer.now()))).as("a byte more").isEqualTo(401);
        rig.advance(Duration.ofSeconds(2));
        assertThat(asked()).isEqualTo(before);
        assertThat(counted("refused")).isEqualTo(12);
        assertThat(refusedByJmx()).isEqualTo(12);
        assertThat(server.asked).as("once, at the start").hasSize(1);
    }

    private long refusedByJmx() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = beans.queryNames(new ObjectName("org.apache.camel:type=consumers,context=" + rig.context.getName() + ",*"),
                null).stream().filter(each -> each.toString().contains("PikaFeedConsumer")).findFirst().orElseThrow();
        return (Long) beans.getAttribute(name, "RefusedCallbacks");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Request-Id", "User-Id", "Timestamp", "Signature" })
    void oneThatLacksAHeaderIsRefused(String header) throws Exception {
        Map<String, Object> headers = gateway.sign(body, rig.timer.now());
        headers.remove("X-Fal-Webhook-" + header);
        assertThat(post(body, headers)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({ "-301, 401", "-300, 200", "300, 200", "301, 401" })
    void oneOfAnotherTimeIsRefused(int seconds, int status) throws Exception {
        assertThat(post(body, gateway.sign(body, rig.timer.now().plusSeconds(seconds)))).isEqualTo(status);
    }

    @Test
    void oneThatWasOverheardIsRefusedFiveMinutesLater() throws Exception {
        Map<String, Object> overheard = gateway.sign(body, rig.timer.now());
        assertThat(post(body, overheard)).isEqualTo(200);
        rig.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(post(body, overheard)).isEqualTo(401);
    }

    @Test
    void theAddressHasToBeRightAllTheSame() throws Exception {
        String right = submission;
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(gateway.sign(body, rig.timer.now()));
        exchange.getMessage().setHeader(CallbackSignature.SUBMISSION, right);
        exchange.getMessage().setHeader(CallbackSignature.SIGNATURE, "00");
        handler.process(exchange);
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(404);
    }

    @Test
    void aNewKeyOfTheGatewayIsTakenAndTheOldOneUntilItIsGone() throws Exception {
        rig.advance(Duration.ofMinutes(1));
        CallbackSigner fresh = new CallbackSigner();
        server.publish(gateway, fresh);
        assertThat(post(fresh)).isEqualTo(200);
        assertThat(post(gateway)).isEqualTo(200);
        rig.advance(Duration.ofMinutes(1));
        server.publish(fresh);
        assertThat(post(new CallbackSigner())).isEqualTo(401);
        assertThat(post(gateway)).isEqualTo(401);
        assertThat(post(fresh)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = { 500, 404, 302, 204 })
    void whileTheKeysCannotBeFetchedItIsToComeAgain(int status) throws Exception {
        rig.advance(Duration.ofDays(1));
        server.answer(status, CallbackSigner.published(gateway));
        int before = server.asked.size();
        assertThat(post(gateway)).isEqualTo(503);
        assertThat(post(gateway)).isEqualTo(503);
        assertThat(counted("postponed")).isEqualTo(2);
        assertThat(server.asked).as("once a minute, and no redirect").hasSize(before + 1);
        server.publish(gateway);
        rig.advance(Duration.ofMinutes(1));
        assertThat(post(gateway)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "<html>", "many", "deep", "huge" })
    void hostileKeysDoNoHarm(String kind) throws Exception {
        rig.advance(Duration.ofDays(1));
        server.answer(200, switch (kind) {
            case "many" -> CallbackSigner.published(IntStream.range(0, 10_000).mapToObj(i -> gateway).toArray(CallbackSigner[]::new));
            case "deep" -> "{\"keys\":" + "[".repeat(60_000);
            case "huge" -> IntStream.range(0, 200_000).mapToObj(String::valueOf).collect(joining(",", "[", "]"));
            default -> kind;
        });
        assertThat(post(gateway)).isEqualTo(503);
        server.publish(gateway);
        rig.advance(Duration.ofMinutes(1));
        assertThat(post(gateway)).isEqualTo(200);
    }

    @Test
    void theKeyDoesNotGoToWhereTheKeysAre() {
        assertThat(server.asked).hasSize(1).allSatisfy(headers -> assertThat(headers.toString())
                .doesNotContain(rig.component.getConfiguration().getApiKey()));
        assertThat(server.asked.get(0)).doesNotContainKey("Authorization");
    }

    @Test
    void whatIsSignedIsAHintAllTheSame() throws Exception {
        assertThat(post("[]", gateway.sign("[]", rig.timer.now()))).isEqualTo(400);
        assertThat(post("no json", gateway.sign("no json", rig.timer.now()))).isEqualTo(400);
        String another = body.replace(taskId, "another");
        assertThat(post(another, gateway.sign(another, rig.timer.now()))).isEqualTo(200);
        assertThat(counted("dropped")).isEqualTo(1);
        assertThat(rig.component.services().tracker().counts("ads").waiting()).isEqualTo(1);
    }
}
