package io.github.camelpika.route;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The mistakes of a first day end before the POST, and say what to do.
 */
class NewcomersMistakesTest {

    private final PikaRig rig = new PikaRig();

    @TempDir
    private Path temp;

    @AfterEach
    void close() throws Exception {
        assertThat(rig.simulator.requests()).as("what was posted").isEmpty();
        rig.close();
    }

    private void start(String generate, String feed, String download) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate" + generate).to("pika:feed" + feed).to("pika:download" + download);
            }
        });
        rig.start();
    }

    private Exchange send(Object body, Map<String, Object> headers) {
        return rig.template.send("direct:in", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "?seed=abc     | -                  | - | seed 'abc' is not valid: it must be a whole number",
            "?style=Mellt  | -                  | - | did you mean 'Melt'?",
            "-             | ?waitTimeout=45    | - | did you mean 45s?",
            "-             | ?pollInterval=5    | - | did you mean 5s?",
            "-             | ?waitTimeout=1m30  | - | waitTimeout '1m30' is not valid",
            "-             | - | ?downloadTimeout=30 | did you mean 30s?" })
    void aRouteWithOneDoesNotStart(String generate, String feed, String download, String wayOut) {
        assertThatThrownBy(() -> start(text(generate), text(feed), text(download))).hasStackTraceContaining(wayOut);
    }

    private static String text(String options) {
        return options == null ? "" : options;
    }

    @Test
    void norDoesOneWhoseDirectoryIsAFile() throws IOException {
        Path file = Files.writeString(temp.resolve("videos"), "no directory");
        assertThatThrownBy(() -> start("", "", "?directory=" + file)).hasStackTraceContaining("is a file, not a directory");
    }

    @Test
    void aDirectoryThatComesWithTheMessageIsToldBeforeAnythingIsFetched() throws Exception {
        Path file = Files.writeString(temp.resolve("videos"), "no directory");
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("pika:download?directory=${header.dir}");
            }
        }).start();
        assertThat(send("https://x.example/a.mp4", Map.of("dir", file.toString())).getException())
                .hasStackTraceContaining("is a file, not a directory");
    }

    @Test
    void aPictureAsTheBodyIsRefused() throws Exception {
        start("", "", "");
        byte[] png = { (byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A };
        assertThat(send(png, Map.of()).getException()).isInstanceOf(PikaInvalidRequestException.class)
                .hasMessageContaining("the body is not text");
    }

    @Test
    void soAreHeadersAndFieldsThatCantBeRead() throws Exception {
        start("", "", "");
        assertThat(send("a cat", Map.of(PikaConstants.SEED, "abc")).getException()).hasMessageContaining("seed 'abc'");
        assertThat(send("a cat", Map.of(PikaConstants.STYLE, "Mellt")).getException()).hasMessageContaining("did you"
                + " mean 'Melt'?");
        assertThat(send(Map.of("prompt", "a cat", "style", "crsh"), Map.of()).getException())
                .hasMessageContaining("did you mean 'Crush'?");
        assertThat(send("null", Map.of()).getException()).hasMessageContaining("prompt 'null'");
        assertThat(send("a caf\u00e9".getBytes(StandardCharsets.ISO_8859_1), Map.of()).getException())
                .hasMessageContaining("CamelCharsetName");
    }
}
