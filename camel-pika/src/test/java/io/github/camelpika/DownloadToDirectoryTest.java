package io.github.camelpika;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelpika.model.VideoTask;
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
                .containsEntry(Exchange.CONTENT_TYPE, "video/mp4").containsEntry("kept", "yes");
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
    @EnumSource(value = Fault.class, names = { "VIDEO_TRUNCATED", "VIDEO_EXPIRED", "VIDEO_HTML", "SERVER_ERROR", "CLOSED",
            "TOO_MANY_REQUESTS", "VIDEO_REDIRECT_ELSEWHERE" })
    void failureLeavesNothingBehindAndKeepsTheTaskId(Fault fault) throws IOException {
        rig.simulator.faults().next(Operation.VIDEO, fault);

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
        rig.simulator.faults().next(Operation.VIDEO, Fault.VIDEO_TRUNCATED);

        download("", Map.of());

        assertThat(first).hasSize(Files.size(first.toPath())).exists();
        assertThat(files()).containsExactly(first.toString());
    }

    @Test
    void optionsLimitTheDownload() {
        Exchange done = download("&maxDownloadSize=1000", Map.of());

        assertThat(done.getException()).hasMessageContaining("larger than maxDownloadSize=1000");
    }

    private Exchange download(String options, Map<String, Object> headers) {
        return rig.finish(rig.send("pika:download?directory=" + directory + options, task, headers));
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
