package io.github.camelpika.route;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.RecordedRequest;
import io.github.camelpika.simulator.Upload;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A picture that is a file here becomes a video, at each gateway in the form that it takes.
 */
class PictureTest {

    private static final byte[] PNG = png();
    private static final String LIMIT = "20 MB";

    @TempDir
    Path folder;

    private final PikaRig rig = new PikaRig().use("pika");
    private Path file;

    @BeforeEach
    void start() throws IOException {
        // what a file is, is told by its bytes
        file = Files.write(folder.resolve("cat.txt"), PNG);
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private static byte[] png() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object as(String form) throws IOException {
        return switch (form) {
            case "File" -> file.toFile();
            case "Path" -> file;
            case "bytes" -> PNG;
            case "buffer" -> ByteBuffer.wrap(PNG);
            case "stream" -> new ByteArrayInputStream(PNG);
            case "cache" -> new InputStreamCache(PNG);
            default -> {
                GenericFile<java.io.File> wrapped = new GenericFile<>();
                wrapped.setFile(file.toFile());
                yield wrapped;
            }
        };
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return rig.send(uri, body, headers).getNow(null);
    }

    private List<Operation> operations() {
        return rig.simulator.requests().stream().map(RecordedRequest::operation).toList();
    }

    private JsonNode job() throws Exception {
        return Json.read(rig.simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE)
                .reduce((first, second) -> second).orElseThrow().body());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = { "File", "Path", "bytes", "buffer", "stream", "cache", "wrapped" })
    void eachFormOfAFileIsUploadedToPika(String form) throws Exception {
        for (boolean inBody : new boolean[] { true, false }) {
            Exchange exchange = inBody
                    ? send("pika:generate?imageBody=true&prompt=it flies", as(form), Map.of())
                    : send("pika:generate", "it flies", Map.of(PikaConstants.IMAGE, as(form)));
            assertThat(exchange.getException()).isNull();
            List<Upload> uploads = rig.simulator.uploads();
            Upload upload = uploads.get(uploads.size() - 1);
            assertThat(upload.isDone()).isTrue();
            assertThat(upload.sha256()).isEqualTo(sha256(PNG));
            assertThat(upload.contentType()).isEqualTo("image/png");
            assertThat(upload.size()).isEqualTo(PNG.length);
            assertThat(job().path("image").asText()).isEqualTo(upload.url());
            assertThat(job().path("prompt").asText()).isEqualTo("it flies");
        }
        assertThat(rig.simulator.uploads()).hasSize(2);
    }

    @Test
    void theKeyGoesWithTheGrantAndNotWithTheFile() throws Exception {
        send("pika:generate?imageBody=true&prompt=it flies", PNG, Map.of("Authorization", "Bearer mine"));
        assertThat(operations()).containsExactly(Operation.UPLOAD_GRANT, Operation.UPLOAD, Operation.GENERATE);
        assertThat(rig.simulator.requests().get(0).headers()).containsKey("x-api-key");
        assertThat(rig.simulator.requests().get(1).headers()).doesNotContainKeys("x-api-key", "authorization");
    }

    @Test
    void falGetsADataUriAndThePlainDialectBase64WithoutLineBreaks() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(PNG);
        rig.use("fal");
        assertThat(send("pika:generate?imageBody=true&prompt=it flies", file.toFile(), Map.of()).getException()).isNull();
        assertThat(job().path("image_url").asText()).isEqualTo("data:image/png;base64," + base64);
        rig.use("vapi");
        assertThat(send("pika:generate?imageBody=true&prompt=it flies&seed=7", file.toFile(), Map.of()).getException()).isNull();
        assertThat(job().path("image").asText()).isEqualTo(base64);
    }

    @Test
    void cometApiTakesNone() {
        rig.use("cometapi");
        assertThat(send("pika:generate", "it flies", Map.of(PikaConstants.IMAGE, file)).getException())
                .isInstanceOf(PikaInvalidRequestException.class).hasMessageContaining("CometAPI takes pictures by their address only");
        assertThat(operations()).isEmpty();
    }

    @Test
    void aTextIsNeverAPath() {
        for (Object text : new Object[] { file.toString(), "file:" + file, new StringBuilder(file.toString()) }) {
            assertThat(send("pika:generate", "it flies", Map.of(PikaConstants.IMAGE, text)).getException())
                    .isInstanceOf(PikaInvalidRequestException.class);
            assertThat(send("pika:generate?imageBody=true&prompt=it flies", text, Map.of()).getException())
                    .isInstanceOf(PikaInvalidRequestException.class);
        }
        assertThat(operations()).isEmpty();
    }

    @Test
    void whatIsNoPictureIsToldBeforeAnythingIsSent() throws Exception {
        Path large = folder.resolve("large.png");
        try (RandomAccessFile raw = new RandomAccessFile(large.toFile(), "rw")) {
            raw.write(PNG);
            raw.setLength(20_000_001);
        }
        assertThat(problem(large)).contains(LIMIT);
        assertThat(problem(Files.newInputStream(large))).contains(LIMIT);
        assertThat(problem(new byte[0])).contains("the image is empty");
        assertThat(problem("%PDF-1.7 a document".getBytes())).contains("no picture, by its first bytes");
        assertThat(problem(folder.resolve("none.png"))).contains("the image can't be read");
        assertThat(operations()).isEmpty();
    }

    private String problem(Object picture) {
        Exception e = send("pika:generate", "it flies", Map.of(PikaConstants.IMAGE, picture)).getException();
        assertThat(e).isInstanceOf(PikaInvalidRequestException.class);
        return e.getMessage();
    }

    @ParameterizedTest
    @CsvSource({ "stream", "cache" })
    void whatIsReadOnceCanBeReadAgain(String form) throws Exception {
        Map<String, Object> headers = new HashMap<>(Map.of(PikaConstants.IMAGE, as(form)));
        Exchange exchange = send("pika:generate", "it flies", headers);
        try (InputStream in = exchange.getMessage().getHeader(PikaConstants.IMAGE, InputStream.class)) {
            assertThat(in.readAllBytes()).isEqualTo(PNG);
        }
    }

    @Test
    void theSamePictureUnderTheSameKeyIsTheSameJobAndIsUploadedOnce() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?imageBody=true&prompt=it flies&idempotentKey=${header.id}");
            }
        });
        Exchange first = send("direct:in", file.toFile(), Map.of("id", "7"));
        Exchange second = send("direct:in", PNG, Map.of("id", "7"));
        assertThat(second.getMessage().getHeader(PikaConstants.REATTACHED)).isEqualTo(true);
        assertThat(second.getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(first.getMessage().getHeader(PikaConstants.TASK_ID));
        assertThat(operations()).containsExactly(Operation.UPLOAD_GRANT, Operation.UPLOAD, Operation.GENERATE);
        byte[] other = PNG.clone();
        other[other.length - 20] ^= 1;
        assertThat(send("direct:in", other, Map.of("id", "7")).getException()).hasMessageContaining("was used for a different request");
    }

    @Test
    void aQueueKeepsNoPicture() throws Exception {
        Exchange exchange = send("pika:generate?imageBody=true&prompt=it flies&queue=ads", PNG, Map.of());
        assertThat(exchange.getException()).isNull();
        assertThat(rig.component.services().tracker().list("ads", 1).get(0).submitted().body()).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "UPLOAD_GRANT,TOO_MANY_REQUESTS", "UPLOAD_GRANT,SERVER_ERROR", "UPLOAD,TOO_MANY_REQUESTS", "UPLOAD,SERVER_ERROR" })
    void whatPassesIsTriedAgainWithAnotherGrant(Operation operation, Fault fault) {
        rig.simulator.faults().next(operation, fault);
        CompletableFuture<Exchange> sent = rig.send("pika:generate?imageBody=true&prompt=it flies", PNG);
        assertThat(rig.finish(sent).getException()).isNull();
        assertThat(operations()).containsOnlyOnce(Operation.GENERATE);
        assertThat(operations().stream().filter(each -> each == Operation.UPLOAD_GRANT)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({ "UPLOAD_GRANT,BAD_REQUEST", "UPLOAD_GRANT,UNAUTHORIZED" })
    void whatIsRefusedIsToldAndNothingIsSubmitted(Operation operation, Fault fault) {
        rig.simulator.faults().next(operation, fault);
        Exchange exchange = rig.finish(rig.send("pika:generate?imageBody=true&prompt=it flies", PNG));
        assertThat(exchange.getException()).isInstanceOf(PikaGatewayException.class).hasMessageContaining("Pika did not take the image");
        assertThat(operations()).doesNotContain(Operation.GENERATE);
    }

    @Test
    void aStopEndsAnUploadThatIsToBeTriedAgain() throws Exception {
        rig.simulator.faults().next(Operation.UPLOAD_GRANT, Fault.SERVER_ERROR, 1_000);
        CompletableFuture<Exchange> sent = rig.send("pika:generate?imageBody=true&prompt=it flies", PNG);
        rig.advance(Duration.ofMinutes(1));
        assertThat(sent).isNotDone();
        rig.context.stop();
        assertThat(sent.getNow(null).getException()).isInstanceOf(PikaGatewayException.class);
        assertThat(operations()).doesNotContain(Operation.GENERATE);
    }

    @Test
    void whatNeverPassesEndsWithSubmitTimeout() {
        rig.simulator.faults().next(Operation.UPLOAD_GRANT, Fault.SERVER_ERROR, 1_000);
        CompletableFuture<Exchange> sent = rig.send("pika:generate?imageBody=true&prompt=it flies&submitTimeout=5m", PNG);
        rig.advance(Duration.ofMinutes(5));
        assertThat(sent.getNow(null).getException()).isInstanceOfSatisfying(PikaGatewayException.class,
                e -> assertThat(e.isRetryable()).isTrue());
    }

    @Test
    void aSpooledStreamIsGoneWithItsExchange() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?imageBody=true&prompt=it flies");
            }
        });
        long before = spooled();
        rig.template.send("direct:in", exchange -> exchange.getMessage().setBody(new ByteArrayInputStream(PNG)));
        assertThat(spooled()).isEqualTo(before);
    }

    private static long spooled() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(each -> each.getFileName().toString().startsWith("camel-pika-") && each.toString().endsWith(".picture"))
                    .count();
        }
    }

    @Test
    void aQuoteUploadsNothing() {
        Exchange exchange = send("pika:quote?imageBody=true&prompt=it flies", PNG, Map.of());
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isSameAs(PNG);
        assertThat(operations()).containsExactly(Operation.QUOTE);
    }
}
