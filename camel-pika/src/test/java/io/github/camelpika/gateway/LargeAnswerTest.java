package io.github.camelpika.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

import io.github.camelpika.gateway.TestGateway.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LargeAnswerTest {

    private static final long MEGABYTE = 1 << 20;
    private static final long OFFERED = 64 * MEGABYTE;

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void isNotReadToTheEnd(boolean chunked) {
        AtomicLong written = new AtomicLong();
        Behaviour huge = (socket, out) -> flood(socket, chunked, written);

        GatewayError error = Calls.unknown(Calls.create(huge));
        assertThat(error.message()).isEqualTo("the answer is larger than 1048576 bytes");
        assertThat(written).as("what the sockets buffer, and no more").hasValueLessThan(20 * MEGABYTE);

        assertThat(Calls.failed(Calls.ask(huge)).retryable()).isFalse();
        assertThat(written).hasValueLessThan(20 * MEGABYTE);
    }

    @Test
    void oneMegabyteIsStillRead() {
        String body = "{\"id\":\"t1\"}";

        assertThat(Calls.accepted(Calls.create(Gateway.VAPI,
                TestGateway.says(200, " ".repeat((int) MEGABYTE - body.length()) + body)))).isEqualTo("t1");
        Calls.unknown(Calls.create(Gateway.VAPI,
                TestGateway.says(200, " ".repeat((int) MEGABYTE - body.length() + 1) + body)));
    }

    private static void flood(Socket socket, boolean chunked, AtomicLong written) throws IOException {
        written.set(0);
        byte[] spaces = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        OutputStream out = socket.getOutputStream();
        out.write(TestGateway.head(200, chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + OFFERED));
        while (written.get() < OFFERED) {
            if (chunked) {
                out.write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write(spaces);
            if (chunked) {
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            written.addAndGet(spaces.length);
        }
    }
}
