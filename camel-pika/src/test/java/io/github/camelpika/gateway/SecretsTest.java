package io.github.camelpika.gateway;

import java.net.URI;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.rig.Jobs;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The key is in nothing that comes back, in whatever way the gateway writes it.
 */
class SecretsTest {

    private static final String PLAIN = Calls.KEY;

    @ParameterizedTest
    @ValueSource(strings = { "sk-Te5t/Key+0123456789", "sk-Te5t\\/Key+0123456789", "sk-Te5t\\u002fKey\\u002B0123456789",
            "\\u0073k-Te5t/Key+0123456789", "sk-Te5t%2FKey%2B0123456789" })
    void echoedKeyIsScrubbed(String echo) {
        String error = "{\"error\":{\"message\":\"Bad key Bearer " + echo + " (request id: " + echo + ")\",\"code\":\"" + echo
                       + "\"}}";
        for (int status : new int[] { 200, 401, 500 }) {
            Submission submission = Calls.create(TestGateway.says(status, error));
            clean(submission.toString(), echo);
            assertThat(submission.toString()).contains("Bad key Bearer ***");
            clean(Calls.ask(TestGateway.says(status, error)).toString(), echo);
        }
        clean(Calls.known(Calls.ask(Gateway.COMETAPI, false, TestGateway.says(200,
                "{\"data\":{\"state\":\"failed\",\"prompt\":\"" + echo + "\",\"msg\":\"" + echo + "\"}}"))).toString(), echo);
        clean(Calls.known(Calls.ask(TestGateway.says(200, "{\"promptText\":\"" + echo + "\",\"videos\":[{\"status\":"
                + "\"finished\",\"resultUrl\":\"https://h/v.mp4?k=" + echo + "\"}]}"))).toString(), echo);
        Calls.unknown(Calls.create(Gateway.VAPI, TestGateway.says(200, "{\"id\":\"two words " + echo + "\"}")));
    }

    @Test
    void keyIsInNoMessageOfAFailedCall() {
        for (String host : new String[] { "nobody.invalid", "127.0.0.1:1" }) {
            GatewayClient client = Calls.client(Gateway.VAPI, URI.create("http://" + host + "/" + PLAIN), new VirtualTimer());
            clean(client.submit(Jobs.of("a cat")).toString(), PLAIN);
            clean(client.query("t1", false).toString(), PLAIN);
        }
        clean(Calls.create((socket, out) -> out.write(("HTTP/1.1 " + PLAIN + "\r\n").getBytes())).toString(), PLAIN);
        clean(Calls.ask((socket, out) -> out.write((PLAIN + "\r\n").getBytes())).toString(), PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = { "no credit (request id: 2025-x.7:a)", "No credit. Request ID:2025-x.7:a" })
    void requestIdIsFoundInTheMessage(String message) {
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(message));

        assertThat(Calls.failed(Calls.ask(TestGateway.says(403, "{\"error\":{\"message\":\"" + json + "\"}}"))).requestId())
                .isEqualTo("2025-x.7:a");
        assertThat(Calls.failed(Calls.ask(TestGateway.says(403, "{\"code\":\"x\",\"msg\":\"" + json + "\"}"))).requestId())
                .isEqualTo("2025-x.7:a");
    }

    @Test
    void requestIdBehindALongMessageIsFoundToo() {
        GatewayError error = Calls.failed(Calls.ask(TestGateway.says(400,
                "{\"error\":{\"message\":\"" + "no ".repeat(2_000) + "(request id: 2025x7)\"}}")));

        assertThat(error.message()).hasSize(500).endsWith("...");
        assertThat(error.requestId()).isEqualTo("2025x7");
        assertThat(error.describe()).endsWith("(request id: 2025x7)");
    }

    @Test
    void messageIsOneLine() {
        assertThat(Calls.failed(Calls.ask(TestGateway.says(400, "{\"code\":400,\"msg\":\"a\\r\\nb\\u0000\\u0085\\u202ec\"}")))
                .describe()).isEqualTo("HTTP 400: a b c");
    }

    private static void clean(String told, String echo) {
        assertThat(told).doesNotContain(PLAIN, echo, "Te5t", "0123456789");
    }
}
