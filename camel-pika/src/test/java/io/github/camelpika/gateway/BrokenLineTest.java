package io.github.camelpika.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

import io.github.camelpika.gateway.TestGateway.Behaviour;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.rig.Jobs;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BrokenLineTest {

    private static final String TASK = "{\"id\":\"t1\",\"data\":{\"task_id\":\"t1\"}}";

    /** All after the gateway has read the request, so it may have carried it out. */
    enum Break {
        CLOSED((socket, out) -> { }),
        RESET((socket, out) -> socket.setSoLinger(true, 0)),
        CUT_HEAD((socket, out) -> out.write("HTTP/1.1 200 OK\r\nContent-Le".getBytes())),
        CUT_BODY((socket, out) -> {
            out.write(TestGateway.head(200, "Content-Length: 1000"));
            out.write(TASK.getBytes());
        }),
        CUT_CHUNK((socket, out) -> {
            out.write(TestGateway.head(200, "Transfer-Encoding: chunked"));
            out.write(("ff\r\n" + TASK).getBytes());
        }),
        CUT_JSON(TestGateway.says(200, TASK.substring(0, TASK.length() - 1), "Content-Type: application/json")),
        NOTHING(TestGateway.says(200, "")),
        NO_HTTP((socket, out) -> out.write("SSH-2.0-OpenSSH_9.6\r\n".getBytes())),
        BAD_GZIP(TestGateway.says(200, TASK, "Content-Encoding: gzip"));

        private final Behaviour behaviour;

        Break(Behaviour behaviour) {
            this.behaviour = behaviour;
        }
    }

    @ParameterizedTest
    @EnumSource
    void lostAcceptIsUnknown(Break line) {
        assertThat(Calls.unknown(Calls.create(line.behaviour)).status()).isZero();
        assertThat(Calls.unknown(Calls.create(Gateway.VAPI, line.behaviour)).status()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void lostQueryIsAskedAgain(Break line) {
        assertThat(Calls.failed(Calls.ask(line.behaviour)).retryable()).isTrue();
        assertThat(Calls.failed(Calls.ask(Gateway.COMETAPI, false, line.behaviour)).retryable()).isTrue();
    }

    @Test
    void refusedConnectionIsNoSubmission() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        neverReached(URI.create("http://127.0.0.1:" + port));
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://nobody.invalid", "https://nobody.invalid:8443/v1" })
    void unknownHostIsNoSubmission(String baseUri) {
        neverReached(URI.create(baseUri));
    }

    @Test
    void failedHandshakeIsNoSubmission() throws Exception {
        try (ServerSocket plain = new ServerSocket(0)) {
            Thread thread = new Thread(() -> answerAnything(plain), "plain-http");
            thread.setDaemon(true);
            thread.start();
            neverReached(URI.create("https://127.0.0.1:" + plain.getLocalPort()));
        }
    }

    private static void answerAnything(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (Socket socket = plain.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
            } catch (IOException e) {
                // the client hung up, or the test is over
            }
        }
    }

    private static void neverReached(URI baseUri) {
        GatewayClient client = Calls.client(Gateway.COMETAPI, baseUri, new VirtualTimer());

        GatewayError refused = Calls.refused(client.submit(Jobs.of("a cat")));
        assertThat(refused.retryable()).isTrue();
        assertThat(refused.message()).startsWith("the gateway could not be reached: ");
        assertThat(Calls.failed(client.query("t1", false)).retryable()).isTrue();
        assertThat(Calls.failed(Calls.client(Gateway.VAPI, baseUri, new VirtualTimer()).query("t1", true)).retryable())
                .isTrue();
    }
}
