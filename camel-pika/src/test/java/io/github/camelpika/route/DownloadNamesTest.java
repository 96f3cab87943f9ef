package io.github.camelpika.route;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.SampleVideo;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The address says .mp4 and the server video/mp4, and the file is something else. */
class DownloadNamesTest {

    @TempDir
    Path directory;
    private PikaRig rig;

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({ "webm, .webm, video/webm", "mkv, .mkv, video/x-matroska", "mov, .mov, video/quicktime", "gif, .gif, image/gif",
            "animated webp, .webp, image/webp", "mp4, .mp4, video/mp4" })
    void endingComesFromTheBytes(String format, String ending, String type) throws Exception {
        VideoTask task = finished(format);
        Exchange done = download("", task);

        assertThat(done.getMessage().getBody(File.class)).hasName(task.taskId() + ending);
        assertThat(done.getMessage().getHeaders()).containsEntry(PikaConstants.MEDIA_TYPE, type)
                .containsEntry(PikaConstants.FILE_SIZE, done.getMessage().getBody(File.class).length());
        assertThat(download("&fileName=cat.mp4", task).getMessage().getBody(File.class)).as("as it was asked for").hasName("cat.mp4");
    }

    @Test
    void temporaryFileHasTheEndingToo() throws Exception {
        VideoTask task = finished("webm");
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:download").process(done -> {
                    assertThat(done.getMessage().getBody(File.class)).hasExtension("webm");
                    assertThat(done.getMessage().getHeaders()).containsEntry(PikaConstants.MEDIA_TYPE, "video/webm")
                            .containsEntry(PikaConstants.FILE_SIZE, done.getMessage().getBody(File.class).length())
                            .doesNotContainKey(PikaConstants.FILE);
                });
            }
        });

        assertThat(rig.finish(rig.send("direct:in", task)).getException()).isNull();
    }

    @Test
    void posterIsNamedAfterItsBytesAndTheVideo() throws Exception {
        VideoTask task = finished("animated webp");
        Video both = new Video(task.video().url(), null, task.video().url(), null, null, null, null);
        VideoTask odd = new VideoTask("7", task.gateway(), TaskState.SUCCEEDED, null, List.of(both), null, null, null, null, null, null);
        Exchange done = download("&fileName=cat.mp4&artifact=video,poster", odd);

        assertThat(done.getMessage().getBody(Map.class).values()).extracting("name").containsExactly("cat.mp4", "cat-poster.webp");
        assertThat(done.getMessage().getHeaders()).doesNotContainKeys(PikaConstants.MEDIA_TYPE, PikaConstants.FILE_SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = { ".webm", ".mp4", ".gif" })
    void fileThatExistsIsFoundWhateverItsEndingIs(String ending) throws Exception {
        VideoTask task = finished("webm");
        Path file = Files.write(directory.resolve(task.taskId() + ending), SampleVideo.of("mkv").bytes());

        Exchange done = download("&fileExist=Ignore", task);

        assertThat(done.getMessage().getBody()).isEqualTo(file.toFile());
        assertThat(done.getMessage().getHeader(PikaConstants.MEDIA_TYPE)).as("of what is there").isEqualTo("video/x-matroska");
        assertThat(download("&fileExist=Fail", task).getException()).hasMessageContaining(file + "' exists already");
        assertThat(rig.simulator.requests()).noneMatch(request -> request.operation() == Operation.VIDEO);
    }

    @Test
    void nameOfWhichAPartIsMissingIsAnErrorAndNotTheNameOfAllSuchFiles() throws Exception {
        VideoTask task = finished("webm");
        Exchange done = download("&fileName=clip-${header.id}.mp4", task);

        assertThat(done.getException()).isInstanceOf(PikaDownloadException.class)
                .hasMessage("fileName 'clip-${header.id}.mp4' gives no name for the file, because ${header.id} is null in this message");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void directoryThatHasAnotherEndingIsInNobodysWay() throws Exception {
        VideoTask task = finished("webm");
        Files.createDirectory(directory.resolve(task.taskId() + ".mkv"));

        assertThat(download("", task).getMessage().getBody(File.class)).hasName(task.taskId() + ".webm").isFile();
        Files.createDirectory(directory.resolve("1.webm"));
        VideoTask other = new VideoTask("1", task.gateway(), TaskState.SUCCEEDED, null, task.videos(), null, null, null, null, null, null);
        assertThat(download("", other).getException()).hasMessageContaining("1.webm' is a directory");
        assertThat(Files.exists(directory.resolve(".pika"))).isFalse();
    }

    private VideoTask finished(String format) {
        rig = new PikaRig(SampleVideo.of(format));
        rig.start();
        Exchange submitted = rig.finish(rig.send("pika:generate", "a cat"));
        return rig.finish(rig.send("pika:feed", submitted.getMessage().getBody())).getMessage().getBody(VideoTask.class);
    }

    private Exchange download(String options, VideoTask task) {
        return rig.finish(rig.send("pika:download?directory=" + directory + options, task));
    }
}
