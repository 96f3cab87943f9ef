package io.github.camelpika.route;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which bodies are a prompt, and that no other is paid for, with a queue and without one.
 */
class BodiesTest {

    private static final List<String> ENDPOINTS = List.of("pika:generate", "pika:generate?queue=ads");
    private static final String CAT = "一只猫 in the café";

    private final PikaRig rig = new PikaRig().start();

    @TempDir
    private Path temp;

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    static Stream<Arguments> bytesThatAreNoText() throws IOException {
        return Stream.of(
                Arguments.of("JPEG", bytes(0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, 'J', 'F', 'I', 'F', 0)),
                Arguments.of("PNG", bytes(0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D)),
                Arguments.of("GIF", bytes('G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0)),
                Arguments.of("MP4", bytes(0, 0, 0, 0x20, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm')),
                Arguments.of("DOCX", docx()),
                Arguments.of("GBK", "一只白色的猫在弹钢琴".getBytes(Charset.forName("GBK"))),
                Arguments.of("GBK that is UTF-8 by accident", bytes(0xD2, 0xBB, 0xD6, 0xBB, 0xC3, 0xA8)),
                Arguments.of("Latin-1", "a café".getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("UTF-16", "a cat".getBytes(StandardCharsets.UTF_16)),
                Arguments.of("UTF-16LE", "a cat".getBytes(StandardCharsets.UTF_16LE)));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] docx() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write("<w:document/>".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private List<Object> bodiesOf(byte[] bytes) throws IOException {
        Path path = Files.write(Files.createTempFile(temp, "body", ".bin"), bytes);
        GenericFile<Object> generic = new GenericFile<>();
        generic.setFile(path.toFile());
        generic.setAbsoluteFilePath(path.toString());
        return new ArrayList<>(List.of(bytes, ByteBuffer.wrap(bytes), new ByteArrayInputStream(bytes), new InputStreamCache(bytes),
                path.toFile(), path, generic));
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        if (body instanceof ByteArrayInputStream usedBefore) {
            usedBefore.reset();
        }
        return rig.send(uri, body, headers).getNow(null);
    }

    private void assertRefused(Object body, Map<String, Object> headers, String... words) {
        for (String uri : ENDPOINTS) {
            assertThat(send(uri, body, headers).getException()).as(body.getClass() + " to " + uri)
                    .isInstanceOf(PikaInvalidRequestException.class).hasMessageContainingAll(words);
        }
        assertThat(rig.simulator.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bytesThatAreNoText")
    void bytesThatAreNoTextAreRefusedInWhateverTheyCome(String name, byte[] bytes) throws IOException {
        for (Object body : bodiesOf(bytes)) {
            assertRefused(body, Map.of(), "the body is not text", "CamelCharsetName");
        }
    }

    @ParameterizedTest
    @MethodSource("bytesThatAreNoText")
    void norAreTheyDroppedBesideAPrompt(String name, byte[] bytes) throws IOException {
        for (Object body : bodiesOf(bytes)) {
            assertRefused(body, Map.of(PikaConstants.PROMPT, "a cat"), "the body is not text", "clear the body");
        }
        assertThat(send("pika:generate?prompt=a cat", bytes, Map.of()).getException())
                .hasMessageContaining("clear the body");
    }

    @Test
    void anObjectBesideAPromptIsAnErrorToo() {
        assertRefused(List.of("a", "b"), Map.of(PikaConstants.PROMPT, "a cat"), "but generate takes", "clear the body");
    }

    @Test
    void textAndNumbersBesideAPromptAreNot() {
        for (Object body : new Object[] { "a row", 7, true, "{ no json" }) {
            assertThat(send("pika:generate", body, Map.of(PikaConstants.PROMPT, "a cat")).getException()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "GBK", "UTF-16LE", "GB18030", "UTF-8" })
    void aCharsetThatIsSaidIsUsed(String charset) throws IOException {
        Charset said = Charset.forName(charset);
        String text = charset.equals("GBK") ? "一只猫" : CAT;
        List<Map<String, Object>> ways = List.of(Map.of(Exchange.CHARSET_NAME, charset),
                Map.of(Exchange.CONTENT_TYPE, "text/plain; charset=" + charset));
        for (Map<String, Object> headers : ways) {
            for (String uri : ENDPOINTS) {
                for (Object body : bodiesOf(text.getBytes(said))) {
                    Exchange sent = send(uri, body, new HashMap<>(headers));
                    assertThat(sent.getException()).as(body.getClass() + " to " + uri).isNull();
                }
            }
        }
        assertThat(rig.simulator.tasks()).hasSize(28).allMatch(task -> task.prompt().equals(text));
    }

    @Test
    void textOfAllTheWorldIsText() {
        List<String> texts = List.of("Кот играет на пианино", "חתול מנגן", "γάτα στο café", "قطة تعزف", "猫がピアノを弾く", "고양이", "un chat, кот, γάτα 🐈",
                "naïve façade\tœuvre\r\n½ µm", "แมว", "e\u0301tude");
        texts.forEach(text -> assertThat(send("pika:generate", text.getBytes(StandardCharsets.UTF_8), Map.of()).getException()).as(text)
                .isNull());
    }

    @Test
    void aCharsetThatNobodyKnowsIsTold() {
        assertRefused("x".getBytes(), Map.of(Exchange.CHARSET_NAME, "klingon-8"), "charset 'klingon-8'");
    }

    @Test
    void theByteOrderMarkIsNoPartOfAPromptAndDoesNotHideJson() throws IOException {
        for (Object body : bodiesOf("\uFEFFa cat".getBytes(StandardCharsets.UTF_8))) {
            send("pika:generate", body, Map.of());
        }
        send("pika:generate?queue=ads", "\uFEFFa cat", Map.of());
        send("pika:generate", "\uFEFF{\"prompt\":\"a cat\"}".getBytes(StandardCharsets.UTF_8), Map.of());
        assertThat(rig.simulator.tasks()).hasSize(9).allMatch(task -> task.prompt().equals("a cat"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "~", " undefined ", "None", "nil", "NULL" })
    void theTextOfAnEmptyValueIsNoPrompt(String text) {
        assertRefused(text, Map.of(), "prompt '" + text.strip() + "' looks like an empty value");
        assertRefused(Map.of("prompt", text), Map.of(), "looks like an empty value");
    }

    @Test
    void textThatCameFromAPictureIsNoPrompt() {
        assertRefused(new String(bytes(0x89, 'P', 'N', 'G', 0x0D, 0x0A), StandardCharsets.UTF_8), Map.of(), "the body"
                + " is not text");
    }

    @Test
    void theColumnsOfATableAreOneErrorThatSaysWhatToDo() {
        Exchange refused = send("pika:generate", Map.of("id", 7, "campaign", "spring", "prompt", "a cat"), Map.of());
        assertThat(refused.getException()).isInstanceOfSatisfying(PikaInvalidRequestException.class,
                e -> assertThat(e.getProblems()).singleElement().asString().contains("'id'", "'campaign'", "are unknown",
                        "headers", "ignoreUnknownFields=true"));
        assertThat(send("pika:generate", "{\"id\":7,\"prompt\":\"a cat\"}", Map.of()).getException())
                .hasMessageContaining("the body's field 'id' is unknown");
        assertThat(rig.simulator.requests()).isEmpty();
    }

    @Test
    void theyAreLeftOutWhereThatIsSaid() {
        assertThat(send("pika:generate?ignoreUnknownFields=true", Map.of("id", 7, "prompt", "a cat"), Map.of()).getException())
                .isNull();
        assertThat(rig.simulator.tasks()).singleElement().matches(task -> task.prompt().equals("a cat"));
    }

    @Test
    void aContentTypeThatAnEarlierStepLeftIsToldWithTheStepThatTakesItOff() {
        assertRefused("a cat", Map.of(Exchange.CONTENT_TYPE, "application/json"), "removeHeader", "'Content-Type'");
    }

    @Test
    void aStreamCanBeReadAgainByARedelivery() {
        Exchange refused = send("pika:generate", new ByteArrayInputStream("a cat".getBytes()), Map.of(PikaConstants.STYLE, "Mellt"));
        assertThat(refused.getException()).hasMessageContaining("Mellt");
        assertThat(refused.getMessage().getBody(String.class)).isEqualTo("a cat");
    }

    @Test
    void aStreamThatWasRefusedIsNoEmptyBodyInARedelivery() {
        byte[] picture = bytes(0x89, 'P', 'N', 'G');
        Map<String, Object> prompt = Map.of(PikaConstants.PROMPT, "a cat");
        Exchange refused = send("pika:generate", new ByteArrayInputStream(picture), prompt);
        assertRefused(refused.getMessage().getBody(), prompt, "the body is not text");
    }
}
