package io.github.camelpika.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A broken line costs only what did not come, and never gives a mixed file. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResumeTest {

    private static final byte[] CONTENT = Mp4s.of(50_000, 1);
    private static final byte[] CHANGED = Mp4s.of(50_000, 2);

    @TempDir
    Path directory;
    private FileServer server;
    private DownloadRig rig;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
        rig = new DownloadRig(server.uri(), false, directory);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(rig.files()).isSubsetOf("video.mp4");
        assertThat(rig.timer.alarms()).isZero();
        rig.close();
        server.close();
    }

    @Test
    void cutLineIsTakenUpWhereItBroke() throws IOException {
        serve(new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000, 20_000));

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=5000-", "bytes=12500-");
        assertThat(server.asked.get(1).headers().getFirst("If-Match")).isEqualTo("\"v1\"");
        assertThat(rig.told).containsExactly("resumed", "resumed", "67500 bytes");
    }

    @Test
    void pauseIsMadeAfterEachFailureAndNoThreadSleepsInIt() throws IOException {
        serve(new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000));
        Part part = rig.open();

        CompletableFuture<Part> done = rig.start(server.url("/v.mp4"), part).done();

        // this thread made the try, and is back
        assertThat(done).isNotDone();
        rig.timer.advance(DownloadRig.PAUSE.minusMillis(1));
        assertThat(server.asked).hasSize(1);
        rig.timer.advance(DownloadRig.PAUSE);
        assertThat(done).isCompleted();
        assertThat(rig.target().finish(part)).hasBinaryContent(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(ints = { 500, 502, 503, 504, 524, 429, 408 })
    void errorThatPassesIsTriedAgain(int status) throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000);
        file.afterACut = () -> file.statuses.add(status);
        serve(file);

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=5000-", "bytes=5000-");
    }

    @Test
    void retryAfterIsHeeded() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "Retry-After", "120");
        file.statuses.add(503);
        server.on("/v.mp4", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "120");
            file.answer(exchange);
        });
        Part part = rig.open();
        CompletableFuture<Part> done = rig.start(server.url("/v.mp4"), part).done();

        rig.timer.advance(Duration.ofSeconds(119));
        assertThat(done).isNotDone();
        rig.timer.advance(Duration.ofSeconds(1));
        assertThat(done).isCompleted();
        part.discard();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void changedFileStartsAnewAlsoIfTheServerDoesNotKnowIfRange(boolean knowsIfRange) throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000);
        file.knowsIfRange = knowsIfRange;
        file.afterACut = () -> {
            file.content = CHANGED;
            file.headers.put("ETag", "\"v2\"");
        };
        serve(file);

        assertThat(fetch()).hasBinaryContent(CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = { 40_000, 60_000 })
    void changedLengthStartsAnewEvenWithTheSameEtag(int length) throws IOException {
        byte[] other = Mp4s.of(length, 3);
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000);
        file.afterACut = () -> file.content = other;
        serve(file);

        assertThat(fetch()).hasBinaryContent(other);
    }

    @ParameterizedTest
    @ValueSource(ints = { -1, 1, 10 })
    void partThatStartsElsewhereIsNotTaken(int shift) throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000);
        file.shift = shift;
        serve(file);

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=5000-", "null");
    }

    @Test
    void partWithoutTheEtagIsNotTaken() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000);
        file.knowsIfRange = false;
        file.afterACut = () -> {
            file.content = CHANGED;
            file.headers.remove("ETag");
        };
        serve(file);

        assertThat(fetch()).hasBinaryContent(CHANGED);
    }

    /** A weak ETag stays the same when bytes change, and a date as young as the answer can be two versions'. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -       | -
            W/"v1"  | -
            v1      | -
            -       | now
            """)
    void withoutAStrongValidatorTheBytesShowThatTheFileHasChanged(String etag, String modified) throws IOException {
        ServedFile file = new ServedFile(CONTENT).cut(10_000);
        if (etag != null) {
            file.headers.put("ETag", etag);
        }
        if (modified != null) {
            file.headers.put("Last-Modified", now());
        }
        file.afterACut = () -> file.content = CHANGED;
        serve(file);

        assertThat(fetch()).hasBinaryContent(CHANGED);
        assertThat(ranges()).containsExactly("null", "bytes=5000-", "null");
        assertThat(server.asked.get(1).headers()).doesNotContainKey("If-range");
    }

    @Test
    void fileWithADateOnlyIsTakenUpToo() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT").cut(10_000, 10_000);
        serve(file);

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=5000-", "bytes=7500-");
    }

    @Test
    void otherDateInAPartStartsAnew() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT").cut(10_000);
        file.knowsIfRange = false;
        file.afterACut = () -> {
            file.content = CHANGED;
            file.headers.put("Last-Modified", "Fri, 02 Jan 2026 00:00:00 GMT");
        };
        serve(file);

        assertThat(fetch()).hasBinaryContent(CHANGED);
    }

    /** As after cp -p, and as Tomcat does for five seconds after each change. */
    @ParameterizedTest
    @ValueSource(ints = { 50_000, 60_000, 40_000 })
    void fileThatWasReplacedBehindTheSameValidatorsStartsAnew(int size) throws IOException {
        byte[] other = Mp4s.of(size, 7);
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"", "Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT").cut(30_000);
        file.afterACut = () -> file.content = other;
        serve(file);

        assertThat(fetch()).hasBinaryContent(other);
    }

    @Test
    void fileThatWasReplacedWhileNoProcessRanStartsAnew() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(30_000);
        serve(file);
        Part part = rig.open();
        Download download = rig.start(server.url("/v.mp4"), part);
        download.stop();
        part.leave();
        file.content = CHANGED;

        try (DownloadRig later = new DownloadRig(server.uri(), false, directory)) {
            assertThat(later.fetch(server.url("/v.mp4"))).hasBinaryContent(CHANGED);
        }
        assertThat(ranges()).containsExactly("null", "bytes=15000-", "null");
    }

    @Test
    void lineMayBreakWithinTheProof() throws IOException {
        serve(new ServedFile(CONTENT, "ETag", "\"v1\"").cut(30_000, 5_000));

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=15000-", "bytes=15000-");
    }

    @Test
    void proofIsNoMoreThanSixtyFourKibibytes() throws IOException {
        Part part = rig.open();
        part.begin(new Representation("\"v1\"", null, 300_000, null, null));
        part.append(ByteBuffer.wrap(new byte[200_000]));

        assertThat(part.size() - part.proofAt()).isEqualTo(65_536);
        part.discard();
    }

    @Test
    void lastByteAloneIsAProofOfItself() throws IOException {
        Part part = rig.open();
        part.begin(new Representation("\"v1\"", null, -1, null, null));
        part.append(ByteBuffer.wrap(CONTENT, 0, 1));
        serve(new ServedFile(CONTENT, "ETag", "\"v1\""));

        assertThat(rig.start(server.url("/v.mp4"), part).done()).isCompleted();
        assertThat(ranges()).containsExactly("bytes=0-");
        assertThat(rig.target().finish(part)).hasBinaryContent(CONTENT);
    }

    @Test
    void fileOfThisSecondResumesWithoutAWait() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "Last-Modified", now(), "ETag", "W/\"v1\"").cut(10_000);
        serve(file);

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=5000-");
    }

    @Test
    void otherWeakEtagInAPartStartsAnew() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "W/\"v1\"").cut(10_000);
        file.afterACut = () -> file.headers.put("ETag", "W/\"v2\"");
        serve(file);

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=5000-", "null");
    }

    /** Undertow compares an If-Range with its ETag without the quotes, and a date's seconds with milliseconds. */
    @ParameterizedTest
    @ValueSource(strings = { "ETag=\"v1\"", "Last-Modified=Thu, 01 Jan 2026 00:00:00 GMT" })
    void serverThatDoesNotKnowItsOwnValidatorsInAnIfRangeResumes(String validator) throws IOException {
        String[] header = validator.split("=", 2);
        ServedFile file = new ServedFile(CONTENT, header[0], header[1]).cut(10_000);
        file.wholeFor = headers -> headers.containsKey("If-Range");
        serve(file);

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=5000-");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void serverThatRefusesAnIfMatchIsAskedWithIfRange(boolean changes) throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000);
        server.on("/v.mp4", exchange -> {
            if (!exchange.getRequestHeaders().containsKey("If-Match")) {
                file.answer(exchange);
                return;
            }
            if (changes) {
                file.content = CHANGED;
                file.headers.put("ETag", "\"v2\"");
            }
            exchange.sendResponseHeaders(412, -1);
        });

        assertThat(fetch()).hasBinaryContent(changes ? CHANGED : CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=5000-", "bytes=5000-");
        assertThat(server.asked.get(2).headers().getFirst("If-Range")).isEqualTo("\"v1\"");
    }

    @Test
    void serverThatKnowsNoRangesIsTakenAsItIs() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000);
        file.wholeFor = headers -> true;
        serve(file);

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void partByTheNameOfAWholeIsAPart() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000);
        file.partStatus = 200;
        serve(file);

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=5000-");
    }

    /** Half of a file from a cache that knows nothing of it. */
    @Test
    void wholeOfAnotherLengthWithTheSameStrongEtagIsDamage() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000);
        server.on("/v.mp4", exchange -> {
            if (server.asked.size() == 2) {
                exchange.getResponseHeaders().set("ETag", "\"v1\"");
                exchange.sendResponseHeaders(200, 20_000);
                exchange.getResponseBody().write(CONTENT, 0, 20_000);
            } else {
                file.answer(exchange);
            }
        });

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void limitOfTheSizeHoldsOverAllTries() throws IOException {
        Part part = rig.open();
        part.begin(new Representation("\"v1\"", null, -1, null, null));
        part.append(ByteBuffer.wrap(Mp4s.of(60_000)));
        serve(new ServedFile(Mp4s.of(110_000), "ETag", "\"v1\""));

        assertThatThrownBy(rig.start(server.url("/v.mp4"), part).done()::join).hasMessageContaining("larger than"
                + " maxDownloadSize=100000");
        assertThat(ranges()).containsExactly("bytes=30000-");
        part.discard();
    }

    @Test
    void partThatIsLongerThanTheFileIsNotTaken() throws IOException {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000);
        server.on("/v.mp4", exchange -> {
            if (!exchange.getRequestHeaders().containsKey("Range")) {
                file.answer(exchange);
                return;
            }
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.getResponseHeaders().set("Content-Range", "bytes 5000-49999/*");
            exchange.sendResponseHeaders(206, 50_000);
            exchange.getResponseBody().write(CONTENT, 5_000, 45_000);
            exchange.getResponseBody().write(new byte[5_000]);
        });

        assertThat(fetch()).hasBinaryContent(CONTENT);
        assertThat(ranges()).containsExactly("null", "bytes=5000-", "null");
    }

    @Test
    void whatCameIsNotedBeforeAPause() throws IOException {
        serve(new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000));
        Part part = rig.open();
        Download download = rig.start(server.url("/v.mp4"), part);

        assertThat(PartNote.read(part.path()).size()).isEqualTo(10_000);
        download.stop();
        part.discard();
    }

    @Test
    void fileThatNeverComesWholeIsGivenUpInTime() {
        ServedFile file = new ServedFile(CONTENT, "ETag", "\"v1\"");
        for (int i = 0; i < 100; i++) {
            file.cut(10);
        }
        serve(file);

        assertFails("it took longer than downloadTimeout=300s, and the last error was: ConnectionClosedException: ");
        assertThat(server.asked).hasSize(30);
    }

    @Test
    void stopEndsAPauseAndKeepsWhatCame() throws IOException {
        serve(new ServedFile(CONTENT, "ETag", "\"v1\"").cut(10_000));
        Part part = rig.open();
        Download download = rig.start(server.url("/v.mp4"), part);

        rig.downloads.stopTryingAgain();

        assertThatThrownBy(download.done()::join).hasCauseInstanceOf(DownloadStoppedException.class);
        part.leave();
        assertThat(rig.files()).hasSize(3);
        try (DownloadRig later = new DownloadRig(server.uri(), false, directory)) {
            assertThat(later.fetch(server.url("/v.mp4"))).hasBinaryContent(CONTENT);
        }
        assertThat(ranges()).containsExactly("null", "bytes=5000-");
    }

    private void serve(ServedFile file) {
        server.on("/v.mp4", file);
    }

    private static String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }

    private Path fetch() throws IOException {
        return rig.fetch(server.url("/v.mp4"));
    }

    private List<String> ranges() {
        return server.asked.stream().map(asked -> String.valueOf(asked.headers().getFirst("Range"))).toList();
    }

    private void assertFails(String words) {
        assertThatThrownBy(this::fetch).isInstanceOf(DownloadFailedException.class).hasMessageContaining(words);
    }
}
