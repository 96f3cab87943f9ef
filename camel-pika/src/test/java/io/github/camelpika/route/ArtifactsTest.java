package io.github.camelpika.route;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.fetch.VideoStream;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Everything that a task made can be fetched, alone or together. */
class ArtifactsTest {

    @TempDir
    Path directory;
    private final PikaRig rig = new PikaRig().use("vapi");
    private VideoTask task;

    @BeforeEach
    void start() {
        rig.start();
        task = finished("vapi");
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private VideoTask finished(String gateway) {
        rig.use(gateway);
        Exchange submitted = rig.finish(rig.send("pika:generate?gateway=" + gateway, "a cat"));
        return rig.finish(rig.send("pika:feed?gateway=" + gateway, submitted.getMessage().getBody())).getMessage().getBody(VideoTask.class);
    }

    @ParameterizedTest
    @CsvSource({ "video, .mp4, video/mp4", "sharing, .mp4, video/mp4", "poster, .jpg, image/jpeg", "thumbnail, .jpg,"
            + " image/jpeg" })
    void oneIsTheBody(String artifact, String ending, String type) throws IOException {
        Exchange done = download("artifact=" + artifact, task);

        File file = done.getMessage().getBody(File.class);
        assertThat(file).hasName(task.taskId() + ending).isNotEmpty();
        assertThat(done.getMessage().getHeaders()).containsEntry(PikaConstants.FILE, file.toString())
                .containsEntry(Exchange.CONTENT_TYPE, type);
        assertThat(files()).containsExactly(file.getName());
    }

    @Test
    void lastFrameIsThereWhereTheGatewayHasOne() {
        VideoTask comet = finished("cometapi");

        assertThat(download("artifact=lastFrame", comet).getMessage().getBody(File.class)).hasName(comet.taskId() + ".jpg");
    }

    @Test
    void severalAreAMapAndEachHasItsName() throws IOException {
        Exchange done = download("artifact=poster, video,sharing", task);

        Map<?, ?> body = done.getMessage().getBody(Map.class);
        assertThat(body.keySet()).asInstanceOf(InstanceOfAssertFactories.COLLECTION)
                .containsExactly("video", "sharing", "poster");
        String id = task.taskId();
        assertThat(body.get("video")).isEqualTo(directory.resolve(id + ".mp4").toFile());
        assertThat(body.get("poster")).isEqualTo(directory.resolve(id + "-poster.jpg").toFile());
        assertThat(files()).containsExactly(id + "-poster.jpg", id + "-sharing.mp4", id + ".mp4");
        assertThat(done.getMessage().getHeaders()).doesNotContainKeys(PikaConstants.FILE, Exchange.CONTENT_TYPE);
    }

    @Test
    void fileNameIsForTheVideoAndTheOthersAreNamedAfterIt() throws IOException {
        download("artifact=video,thumbnail&fileName=ads/cat.final.mp4", task);

        assertThat(files()).containsExactly("ads/cat.final-thumbnail.jpg", "ads/cat.final.mp4");
    }

    @Test
    void severalBodiesAreStreams() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:download?artifact=video,poster").process(done -> {
                    Map<?, ?> body = done.getMessage().getBody(Map.class);
                    assertThat(body.values()).allSatisfy(each -> assertThat(((VideoStream) each).readAllBytes()).isNotEmpty());
                });
            }
        });

        assertThat(rig.finish(rig.send("direct:in", task)).getException()).isNull();
    }

    @Test
    void headersOrTheGatewayTellTheAddresses() {
        Map<String, Object> headers = Map.of(PikaConstants.TASK_ID, "7", PikaConstants.POSTER_URL, task.video().posterUrl());

        assertThat(rig.finish(rig.send(uri("artifact=poster"), "", headers)).getMessage().getBody(File.class)).hasName("7.jpg");
        assertThat(rig.finish(rig.send(uri("artifact=poster"), task.video().posterUrl())).getException()).isNull();
        assertThat(download("artifact=poster,video", task.taskId()).getException()).isNull();
    }

    @Test
    void artifactThatTheTaskDoesNotHaveIsToldAndNothingIsFetched() throws IOException {
        Exchange done = download("artifact=video,lastFrame", task);

        assertThat(done.getException()).isInstanceOf(PikaDownloadException.class)
                .hasMessageContaining("has no lastFrame, or its gateway doesn't say where it is");
        assertThat(files()).isEmpty();
    }

    @Test
    void whenOneFailsNoneGetsAName() throws IOException {
        rig.simulator.faults().next(Operation.VIDEO, Fault.VIDEO_HTML);

        assertThat(download("artifact=video,poster", task).getException()).isInstanceOf(PikaDownloadException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void imageThatIsAVideoIsNone() throws IOException {
        Video swapped = new Video(task.video().posterUrl(), null, task.video().url(), null, null, null, null);
        VideoTask odd = new VideoTask("7", "vapi", TaskState.SUCCEEDED, null, List.of(swapped), null, null, null, null, null, null);

        assertThat(download("artifact=poster", odd).getException()).hasMessageContaining("the answer is not the image"
                + " but video/mp4");
        assertThat(download("artifact=video", odd).getException()).hasMessageContaining("the answer is not the video"
                + " but image/jpeg");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "film", "video,", "video,film", "video,video", "Video", "video;poster" })
    void artifactThatIsNoneIsToldAtTheStart(String artifact) {
        assertThatThrownBy(() -> rig.context.getEndpoint("pika:download?artifact=" + artifact).start())
                .hasStackTraceContaining("unknown artifact '" + artifact + "': use one or more of [video, sharing, poster,"
                                         + " thumbnail, lastFrame]");
    }

    private Exchange download(String options, Object body) {
        return rig.finish(rig.send(uri(options), body));
    }

    private String uri(String options) {
        return "pika:download?directory=" + directory + "&" + options;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).map(path -> directory.relativize(path).toString()).sorted().toList();
        }
    }
}
