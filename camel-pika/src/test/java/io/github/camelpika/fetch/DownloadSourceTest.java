package io.github.camelpika.fetch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DownloadSourceTest {

    @TempDir
    Path directory;
    private final PikaRig rig = new PikaRig();

    @BeforeEach
    void start() {
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void taskInTheBodyIsPreferredToHeadersOfAnEarlierOne() {
        VideoTask earlier = finished("a dog");
        VideoTask task = finished("a cat");

        assertDownloaded(download(task, Map.of(PikaConstants.TASK_ID, earlier.taskId(),
                PikaConstants.VIDEO_URL, earlier.video().url())), task);
        assertThat(queriesAfter(() -> download(task, Map.of()))).isZero();
    }

    @Test
    void taskInTheBodyThatIsNotFinishedIsPreferredToo() {
        VideoTask earlier = finished("a dog");
        VideoTask task = submitted("a cat");
        finished("time goes by");

        assertDownloaded(download(task, Map.of(PikaConstants.TASK_ID, earlier.taskId(),
                PikaConstants.VIDEO_URL, earlier.video().url())), task);
    }

    @Test
    void taskWithoutAnIdIsNotReplacedByAnEarlierOne() {
        VideoTask earlier = finished("a dog");

        Exchange done = download(VideoTask.of(null, "cometapi", TaskState.UNKNOWN),
                Map.of(PikaConstants.TASK_ID, earlier.taskId()));

        assertFails(done, "no task id");
    }

    @Test
    void taskOfAnotherGatewayIsNotAskedForHere() {
        Exchange done = download(VideoTask.of("42", "vapi", TaskState.RUNNING), Map.of());

        assertFails(done, "Task 42 belongs to the gateway vapi, but this endpoint uses cometapi");
        assertThat(rig.simulator.requests()).isEmpty();
    }

    @Test
    void addressInTheHeaderIsEnough() {
        VideoTask task = finished("a cat");

        assertThat(queriesAfter(() -> {
            Exchange done = download("anything", Map.of(PikaConstants.VIDEO_URL, " " + task.video().url() + " "));
            assertThat(done.getException()).isNull();
            assertThat(file(done)).isEqualTo(directory.resolve(done.getExchangeId() + ".mp4"));
        })).isZero();
    }

    @Test
    void addressAtTheGatewayThatItHasNotToldIsFetchedWithoutTheKey() {
        VideoTask task = finished("a cat");
        String told = task.video().url();
        download("anything", Map.of(PikaConstants.VIDEO_URL, told));
        download("anything", Map.of(PikaConstants.VIDEO_URL, told + "?another=call"));

        assertThat(rig.simulator.requests()).filteredOn(request -> request.operation() == Operation.VIDEO).satisfiesExactly(
                request -> assertThat(request.headers()).containsKey("authorization"),
                request -> assertThat(request.headers()).doesNotContainKey("authorization"));
    }

    @Test
    void addressInTheBodyIsEnough() {
        Exchange done = download(finished("a cat").video().url(), Map.of());

        assertThat(done.getException()).isNull();
    }

    @Test
    void gatewayIsAskedWhereTheFileOfATaskIs() {
        VideoTask task = finished("a cat");

        for (Object body : List.of(task.taskId(), Map.of("taskId", task.taskId()), submittedBefore(task))) {
            assertThat(queriesAfter(() -> assertDownloaded(download(body, Map.of()), task))).isOne();
        }
        assertDownloaded(download(null, Map.of(PikaConstants.TASK_ID, task.taskId())), task);
    }

    @Test
    void runningTaskIsToldWithTheWayOut() {
        Exchange done = download(submitted("a cat"), Map.of());

        assertFails(done, "QUEUED: put pika:feed before pika:download");
    }

    @Test
    void failedTaskHasNoFile() {
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);
        VideoTask task = submitted("a cat");
        finished("time goes by");

        Exchange done = download(task.taskId(), Map.of());

        assertFails(done, "Task " + task.taskId() + " has no file, because it is FAILED");
        assertThat(done.getException(PikaDownloadException.class).getTaskId()).isEqualTo(task.taskId());
    }

    @Test
    void whatTheGatewaySaysOfAnUnknownTaskIsTold() {
        Exchange done = download("never-seen", Map.of());

        assertThat(done.getException()).isInstanceOf(PikaGatewayException.class).hasMessageContaining("task_not_exist");
    }

    @Test
    void messageAboutNoTaskIsAnError() {
        assertFails(download(null, Map.of()), "There is no task id");
    }

    private VideoTask submitted(String prompt) {
        return rig.finish(rig.send("pika:generate", prompt)).getMessage().getBody(VideoTask.class);
    }

    private VideoTask finished(String prompt) {
        return rig.finish(rig.send("pika:feed", submitted(prompt))).getMessage().getBody(VideoTask.class);
    }

    private static VideoTask submittedBefore(VideoTask task) {
        return VideoTask.of(task.taskId(), task.gateway(), TaskState.QUEUED);
    }

    private Exchange download(Object body, Map<String, Object> headers) {
        return rig.finish(rig.send("pika:download?directory=" + directory, body, new HashMap<>(headers)));
    }

    private long queriesAfter(Runnable step) {
        long before = rig.simulator.requests().stream().filter(r -> r.operation() == Operation.FEED).count();
        step.run();
        return rig.simulator.requests().stream().filter(r -> r.operation() == Operation.FEED).count() - before;
    }

    private void assertDownloaded(Exchange done, VideoTask task) {
        assertThat(done.getException()).isNull();
        assertThat(file(done)).isEqualTo(directory.resolve(task.taskId() + ".mp4")).exists();
        assertThat(rig.simulator.requests().get(rig.simulator.requests().size() - 1).taskId()).isEqualTo(task.taskId());
    }

    private static Path file(Exchange done) {
        return Path.of(done.getMessage().getHeader(PikaConstants.FILE, String.class));
    }

    private static void assertFails(Exchange done, String words) {
        assertThat(done.getException()).isInstanceOf(PikaException.class).hasMessageContaining(words);
    }
}
