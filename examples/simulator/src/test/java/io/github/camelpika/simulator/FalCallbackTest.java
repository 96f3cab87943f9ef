package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FalCallbackTest extends FalTest {

    private final BlockingQueue<Call> received = new LinkedBlockingQueue<>();
    private final HttpServer receiver = LocalServer.bind(0);
    private volatile int answer = 200;

    FalCallbackTest() {
        receiver.createContext("/", exchange -> {
            received.add(Call.read(exchange, Instant.EPOCH));
            Reply.empty(answer).send(exchange);
        });
        receiver.start();
    }

    @AfterEach
    void closeReceiver() {
        receiver.stop(0);
    }

    @Test
    void theEndIsToldWithThePayload() throws Exception {
        JsonNode created = createdWithWebhook();
        fireAfter(10);
        assertThat(received).as("only the end is told").isEmpty();
        fireAfter(100);

        Call callback = received.remove();
        JsonNode body = Json.parse(callback.body());
        String id = created.path("request_id").asText();
        assertThat(body.path("request_id").asText()).isEqualTo(id);
        assertThat(body.path("gateway_request_id").asText()).isEqualTo(id);
        assertThat(body.path("status").asText()).isEqualTo("OK");
        assertThat(body.path("payload")).isEqualTo(Client.json(get("/fal-ai/pika/requests/" + id)));
        assertThat(callback.query()).as("the URL's own query").isEqualTo("a=b%26c");
        assertThat(callback.header("content-type")).hasValue("application/json");
        assertThat(isSigned(callback)).isTrue();
        fireAfter(100_000);
        assertThat(received).isEmpty();
    }

    @Test
    void aFailureIsToldWithItsDetail() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);
        createdWithWebhook();
        fireAfter(110);

        JsonNode body = Json.parse(received.remove().body());
        assertThat(body.path("status").asText()).isEqualTo("ERROR");
        assertThat(body.path("error").asText()).isNotBlank();
        assertThat(body.at("/payload/detail/0/type").asText()).isEqualTo("content_policy_violation");
    }

    @Test
    void aCancellationIsToldOnceWhenItHappens() throws Exception {
        JsonNode created = createdWithWebhook();
        put("/fal-ai/pika/requests/" + created.path("request_id").asText() + "/cancel");
        fireAfter(0);
        fireAfter(1000);

        assertThat(received).singleElement()
                .satisfies(callback -> assertThat(Json.parse(callback.body()).path("status").asText()).isEqualTo("ERROR"));
    }

    @Test
    void aPayloadThatIsNoJsonIsNull() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.CALLBACK_WITHOUT_PAYLOAD);
        createdWithWebhook();
        fireAfter(110);

        JsonNode body = Json.parse(received.remove().body());
        assertThat(body.path("payload").isNull()).isTrue();
        assertThat(body.path("payload_error").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"CALLBACK_FORGED, false, 0", "CALLBACK_STALE, true, 301"})
    void signaturesMayBeWrongOrOld(Fault fault, boolean signed, long age) throws Exception {
        simulator.faults().next(Operation.GENERATE, fault);
        createdWithWebhook();
        fireAfter(110);

        Call callback = received.remove();
        assertThat(isSigned(callback)).isEqualTo(signed);
        assertThat(callback.header("x-fal-webhook-timestamp"))
                .hasValue(Long.toString(clock.instant().getEpochSecond() - age));
    }

    @Test
    void signaturesMayBeMissing() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.CALLBACK_UNSIGNED);
        createdWithWebhook();
        fireAfter(110);

        assertThat(received.remove().headers().keySet()).noneMatch(name -> name.startsWith("x-fal-webhook"));
    }

    @ParameterizedTest
    @CsvSource({"CALLBACK_LOST, 0", "CALLBACK_DUPLICATED, 2", "TASK_STUCK, 0", "TASK_NEVER_FINISHES, 0"})
    void faultsOfTheFourHoldHereToo(Fault fault, int callbacks) throws Exception {
        simulator.faults().next(Operation.GENERATE, fault);
        createdWithWebhook();
        fireAfter(110);

        assertThat(received).hasSize(callbacks);
    }

    @Test
    void aNewKeyIsPublishedBesideTheOld() throws Exception {
        createdWithWebhook();
        fireAfter(110);
        Call old = received.remove();
        List<PublicKey> before = keys();
        simulator.rotateSigningKey();
        createdWithWebhook();
        fireAfter(110);
        Call fresh = received.remove();

        assertThat(isSignedBy(before, fresh)).isFalse();
        assertThat(isSigned(fresh)).isTrue();
        assertThat(isSigned(old)).isTrue();
        assertThat(isSignedBy(keys().subList(0, 1), fresh)).as("the first key is not the one").isFalse();
    }

    @Test
    void whatIsNotTakenComesAgainForAnHourWithGrowingPauses() throws Exception {
        answer = 500;
        createdWithWebhook();
        List<Integer> seconds = new ArrayList<>();
        fireAfter(110);
        for (int second = 0; second < 5000; second++) {
            if (!received.isEmpty()) {
                received.clear();
                seconds.add(second);
            }
            fireAfter(1);
        }

        assertThat(seconds).containsExactly(0, 10, 30, 70, 150, 310, 630, 1270, 2550);
    }

    @Test
    void eachTryIsSignedAnew() throws Exception {
        answer = 503;
        createdWithWebhook();
        fireAfter(110);
        String first = received.remove().header("x-fal-webhook-timestamp").orElseThrow();
        answer = 204;
        fireAfter(10);

        Call second = received.remove();
        assertThat(isSigned(second)).isTrue();
        assertThat(Long.parseLong(second.header("x-fal-webhook-timestamp").orElseThrow()))
                .isEqualTo(Long.parseLong(first) + 10);
        fireAfter(10_000);
        assertThat(received).as("a 2xx is taken").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307})
    void aRedirectIsFinal(int redirect) throws Exception {
        answer = redirect;
        createdWithWebhook();
        fireAfter(110);
        fireAfter(5000);

        assertThat(received).hasSize(1);
    }

    private JsonNode createdWithWebhook() throws IOException {
        String url = "http://localhost:" + receiver.getAddress().getPort() + "/callback?a=b%26c";
        return Client.json(create(TEXT + "?fal_webhook=" + URLEncoder.encode(url, StandardCharsets.UTF_8), CAT));
    }

    private void fireAfter(long seconds) {
        clock.advanceSeconds(seconds);
        simulator.fireDueCallbacks();
    }

    private boolean isSigned(Call callback) throws Exception {
        return isSignedBy(keys(), callback);
    }

    private static boolean isSignedBy(List<PublicKey> keys, Call callback) throws Exception {
        String signed = callback.header("x-fal-webhook-request-id").orElseThrow() + "\n"
                + callback.header("x-fal-webhook-user-id").orElseThrow() + "\n"
                + callback.header("x-fal-webhook-timestamp").orElseThrow() + "\n"
                + Sha256.hex(callback.body());
        byte[] signature = HexFormat.of().parseHex(callback.header("x-fal-webhook-signature").orElseThrow());
        for (PublicKey key : keys) {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed.getBytes(StandardCharsets.UTF_8));
            if (verifier.verify(signature)) {
                return true;
            }
        }
        return false;
    }

    /** From the published numbers, as another implementation would read them. */
    private List<PublicKey> keys() throws Exception {
        List<PublicKey> keys = new ArrayList<>();
        for (JsonNode jwk : Client.json(client.send(client.request(simulator.jwksUri().toString()))).path("keys")) {
            assertThat(jwk.path("kty").asText()).isEqualTo("OKP");
            byte[] little = Base64.getUrlDecoder().decode(jwk.path("x").asText());
            boolean odd = (little[31] & 0x80) != 0;
            little[31] &= 0x7F;
            byte[] big = new byte[32];
            for (int i = 0; i < 32; i++) {
                big[i] = little[31 - i];
            }
            keys.add(KeyFactory.getInstance("Ed25519").generatePublic(new EdECPublicKeySpec(
                    NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, big)))));
        }
        return keys;
    }
}
