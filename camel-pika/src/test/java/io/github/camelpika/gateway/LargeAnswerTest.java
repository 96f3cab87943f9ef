package io.github.camelpika.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

import io.github.camelpika.gateway.TestGateway.Behaviour;
import io.github.camelpika.model.GatewayError;
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
        assertThat(error.message()).startsWith("the answer is larger than ");
        assertThat(written).as("what the sockets buffer, and no more").hasValueLessThan(20 * MEGABYTE);

        assertThat(Calls.failed(Calls.ask(huge)).retryable()).isFalse();
        assertThat(written).hasValueLessThan(20 * MEGABYTE);
    }

    @Test
    void fourMegabytesAreReadThatAreNoPicture() {
        String body = "{\"id\":\"t1\"}";

        assertThat(Calls.accepted(Calls.create(Gateway.VAPI,
                TestGateway.says(200, " ".repeat((int) (4 * MEGABYTE) - body.length()) + body)))).isEqualTo("t1");
        assertThat(Calls.unknown(Calls.create(Gateway.VAPI,
                TestGateway.says(200, " ".repeat((int) (4 * MEGABYTE) - body.length() + 1) + body))).message())
                        .contains("larger than 4194304 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = { 3, 25, 31 })
    void pictureInAnAnswerIsReadPast(int megabytes) {
        String picture = "data:image/png;base64," + "iVBORw0KGgo\\/".repeat(megabytes * (1 << 20) / 14) + "\\\\";

        assertThat(Calls.accepted(Calls.create(Gateway.VAPI, TestGateway.says(200,
                "{\"input\":{\"image\":\"" + picture + "\",\"n\":1},\"id\":\"t1\"}")))).isEqualTo("t1");
        assertThat(Calls.known(Calls.ask(TestGateway.says(200, "{\"id\":\"t1\",\"image\":\"" + picture
                + "\",\"videos\":[{\"status\":\"finished\",\"resultUrl\":\"https://h/v.mp4\"}]}"))).video().url())
                        .isEqualTo("https://h/v.mp4");
    }

    @Test
    void longTextIsNeverHeldAsAWhole() throws IOException {
        AnswerText text = new AnswerText();
        byte[] start = "{\"image\":\"".getBytes(StandardCharsets.UTF_8);
        byte[] end = "\",\"id\":\"t1\"}".getBytes(StandardCharsets.UTF_8);
        InputStream picture = new SequenceInputStream(new ByteArrayInputStream(start), new SequenceInputStream(
                new ByteArrayInputStream("A".repeat(25 << 20).getBytes(StandardCharsets.UTF_8)), new ByteArrayInputStream(end)));

        text.read(picture, -1, null);

        assertThat(text.text()).isEqualTo("{\"image\":\"\",\"id\":\"t1\"}");
        assertThat(text.room()).as("bytes").isLessThan(1 << 18);
    }

    @Test
    void textOfOrdinaryLengthIsKeptWithItsQuotes() throws IOException {
        String json = "junk \" {\"a\":\"b\\\"c\\\\\",\"long\":\"" + "x".repeat(60_000) + "\"} \"";
        AnswerText text = new AnswerText();

        text.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), -1, null);

        assertThat(text.text()).isEqualTo(json);
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
