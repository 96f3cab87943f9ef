package io.github.camelpika.route;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DownloadToDirectoryTest {

    @TempDir
    Path parent;
    private Path directory;
    private final PikaRig rig = new PikaRig();
    private VideoTask task;

    @BeforeEach
    void start() {
        rig.start();
        directory = parent.resolve("videos");
        Exchange submitted = rig.finish(rig.send("pika:generate", "a cat"));
        task = rig.finish(rig.send("pika:feed", submitted.getMessage().getBody())).getMessage().getBody(VideoTask.class);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void fileIsTheBodyAndIsToldInHeaders() throws IOException {
        Exchange done = download("", Map.of("kept", "yes"));

        Path file = directory.resolve(task.taskId() + ".mp4");
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo(file.toFile());
        assertThat(done.getMessage().getHeaders()).containsEntry(PikaConstants.FILE, file.toString())
                .containsEntry(Exchange.CONTENT_TYPE, "video/mp4").containsEntry("kept", "yes")
                .containsEntry(PikaConstants.MEDIA_TYPE, "video/mp4").containsEntry(PikaConstants.FILE_SIZE, Files.size(file));
        assertThat(files()).containsExactly(file.toString());
    }

    @ParameterizedTest
    @CsvSource({ "${header.client}/${header.CamelPikaTaskId}-final.mp4, acme/7-final.mp4",
            "$simple{header.client}/cat.mp4, acme/cat.mp4", "cat.webm, cat.webm", "${header.client}, acme" })
    void fileNameIsASimpleExpression(String fileName, String expected) throws IOException {
        Exchange done = download("&fileName=" + fileName, Map.of("client", "acme", PikaConstants.TASK_ID, "7"));

        assertThat(done.getException()).isNull();
        assertThat(files()).containsExactly(directory.resolve(expected).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "../../etc/cron.d/x", "/etc/cron.d/x", "..\\..\\x", "C:\\x", "a/../../../x", ".bashrc", "x\0.mp4",
            "${header.secret}", "$simple{sys:user.home}", "CON", "%2e%2e%2fx", "x\n.mp4", "~/x" })
    void hostileHeaderStaysInTheDirectory(String hostile) throws IOException {
        Exchange done = download("&fileName=${header.title}/v.mp4", Map.of("title", hostile, "secret", "../../x"));

        assertThat(done.getException()).isNull();
        assertThat(files()).singleElement().asString().startsWith(directory + "/").endsWith("/v.mp4")
                .doesNotContain("/.", System.getProperty("user.home"));
    }

    @Test
    void camelFileNameOfAnEarlierStepIsNotLookedAt() throws IOException {
        download("", Map.of(Exchange.FILE_NAME, "../elsewhere.txt"));

        assertThat(files()).containsExactly(directory.resolve(task.taskId() + ".mp4").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "..", "/", "  " })
    void nameThatIsNoneIsToldWithTheOption(String title) {
        Exchange done = download("&fileName=${header.title}", Map.of("title", title));

        assertThat(done.getException()).isInstanceOf(PikaDownloadException.class)
                .hasMessageContaining("fileName '${header.title}' gives no name");
        assertThat(directory).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = { "VIDEO_TRUNCATED", "VIDEO_EXPIRED", "SERVER_ERROR", "CLOSED",
            "TOO_MANY_REQUESTS", "TOO_MANY_REQUESTS_WITH_RETRY_AFTER" })
    void troubleThatPassesIsNotSeen(Fault fault) throws IOException {
        rig.simulator.faults().next(Operation.VIDEO, fault);

        assertThat(download("", Map.of()).getException()).isNull();
        assertThat(files()).containsExactly(directory.resolve(task.taskId() + ".mp4").toString());
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = { "VIDEO_EXPIRED", "VIDEO_HTML", "SERVER_ERROR", "CLOSED",
            "TOO_MANY_REQUESTS", "VIDEO_REDIRECT_ELSEWHERE" })
    void failureLeavesNothingBehindAndKeepsTheTaskId(Fault fault) throws IOException {
        rig.simulator.faults().rate(Operation.VIDEO, fault, 1);

        Exchange done = download("", Map.of());

        assertThat(done.getException()).isInstanceOf(PikaDownloadException.class)
                .hasMessageStartingWith("The file of task " + task.taskId() + " was not downloaded: ");
        assertThat(done.getException(PikaDownloadException.class).getTaskId()).isEqualTo(task.taskId());
        assertThat(done.getMessage().getBody()).isSameAs(task);
        assertThat(files()).isEmpty();
    }

    @Test
    void fileOfAnEarlierDownloadStaysWhenTheNextFails() throws IOException {
        File first = download("", Map.of()).getMessage().getBody(File.class);
        rig.simulator.faults().next(Operation.VIDEO, Fault.VIDEO_HTML);

        download("", Map.of());

        assertThat(first).hasSize(Files.size(first.toPath())).exists();
        assertThat(files()).containsExactly(first.toString());
    }

    @Test
    void expiredAddressIsMadeFreshByTheGateway() {
        rig.simulator.faults().next(Operation.VIDEO, Fault.VIDEO_EXPIRED_UNTIL_ASKED);

        assertThat(queriesAfter(() -> assertThat(download("", Map.of()).getException()).isNull())).isOne();
    }

    @Test
    void gatewayThatHasNoFreshAddressEitherIsAskedThreeTimesWhenTheFileIsOverdue() {
        rig.simulator.faults().rate(Operation.VIDEO, Fault.VIDEO_EXPIRED, 1);
        rig.advance(Duration.ofMinutes(5));

        assertThat(queriesAfter(() -> assertThat(download("", Map.of()).getException())
                .hasMessageContaining("HTTP 403, also from fresh addresses, and fileTimeout is over"))).isEqualTo(3);
    }

    @Test
    void fileThatComesLaterThanItsAddressIsWaitedForInGrowingPauses() {
        rig.simulator.faults().rate(Operation.VIDEO, Fault.VIDEO_EXPIRED, 1);
        CompletableFuture<Exchange> late = rig.send("pika:download?directory=" + directory, task);

        assertThat(queriesAfter(() -> rig.advance(Duration.ofMinutes(4)))).as("2 s doubling to 60 s, each a half to the whole").isBetween(5L, 13L);
        assertThat(late).isNotDone();
        rig.simulator.faults().rate(Operation.VIDEO, Fault.VIDEO_EXPIRED, 0);
        assertThat(rig.finish(late).getException()).isNull();
    }

    @Test
    void timeForALateFileIsAnOption() {
        rig.simulator.faults().rate(Operation.VIDEO, Fault.VIDEO_EXPIRED, 1);
        CompletableFuture<Exchange> late = rig.send("pika:download?fileTimeout=20s&directory=" + directory, task);

        rig.advance(Duration.ofMinutes(1));
        assertThat(late).isDone();
        assertThat(late.getNow(null).getException()).hasMessageContaining("fileTimeout is over");
    }

    @Test
    void nobodyIsAskedForAFreshAddressOfWhatIsNoTaskOfThisGateway() {
        rig.simulator.faults().rate(Operation.VIDEO, Fault.VIDEO_EXPIRED, 1);
        String url = task.video().url();
        String hint = "HTTP 403, the address may have expired: ask for a fresh one with pika:feed";

        assertThat(queriesAfter(() -> {
            assertThat(send("", url, Map.of()).getException()).hasMessageContaining(hint);
            assertThat(send("", "", Map.of(PikaConstants.VIDEO_URL, url, PikaConstants.TASK_ID, task.taskId(),
                    PikaConstants.GATEWAY, "vapi")).getException()).hasMessageContaining(hint);
        })).isZero();
    }

    @Test
    void fileThatExistsIsReplacedByDefault() throws IOException {
        Path file = existing();

        assertThat(download("", Map.of()).getException()).isNull();
        assertThat(file).isNotEmptyFile();
        assertThat(Files.size(file)).isGreaterThan(3);
    }

    @Test
    void fileThatExistsIsTakenWithIgnoreAndNothingIsFetched() throws IOException {
        Path file = existing();

        Exchange done = download("&fileExist=Ignore", Map.of(Exchange.CONTENT_TYPE, "of an earlier step"));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo(file.toFile());
        assertThat(done.getMessage().getHeader(PikaConstants.FILE)).isEqualTo(file.toString());
        assertThat(done.getMessage().getHeader(Exchange.CONTENT_TYPE)).isNull();
        assertThat(done.getMessage().getHeader(PikaConstants.MEDIA_TYPE)).isNull();
        assertThat(done.getMessage().getHeader(PikaConstants.FILE_SIZE)).isEqualTo(3L);
        assertThat(file).hasContent("old");
        assertThat(rig.simulator.requests()).noneMatch(request -> request.operation() == Operation.VIDEO);
    }

    @Test
    void fileThatExistsIsAnErrorWithFailAndNothingIsFetched() throws IOException {
        Path file = existing();

        assertThat(download("&fileExist=Fail", Map.of()).getException()).isInstanceOf(PikaDownloadException.class)
                .hasMessageContaining(file + "' exists already, and fileExist=Fail");
        assertThat(file).hasContent("old");
        assertThat(rig.simulator.requests()).noneMatch(request -> request.operation() == Operation.VIDEO);
    }

    @Test
    void optionsLimitTheDownload() {
        Exchange done = download("&maxDownloadSize=1000", Map.of());

        assertThat(done.getException()).hasMessageContaining("larger than maxDownloadSize=1000");
    }

    private Path existing() throws IOException {
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve(task.taskId() + ".mp4"), "old");
    }

    private Exchange download(String options, Map<String, Object> headers) {
        return send(options, task, headers);
    }

    private Exchange send(String options, Object body, Map<String, Object> headers) {
        return rig.finish(rig.send("pika:download?directory=" + directory + options, body, headers));
    }

    private long queriesAfter(Runnable step) {
        long before = rig.simulator.requests().stream().filter(r -> r.operation() == Operation.FEED).count();
        step.run();
        return rig.simulator.requests().stream().filter(r -> r.operation() == Operation.FEED).count() - before;
    }

    private List<String> files() throws IOException {
        if (Files.notExists(parent)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(parent)) {
            return all.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }
}
