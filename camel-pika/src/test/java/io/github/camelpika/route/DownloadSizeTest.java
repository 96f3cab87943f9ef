package io.github.camelpika.route;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.SampleVideo;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The size that a gateway tells with a video is what the download of that video is held to. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadSizeTest {

    private static final SampleVideo SAMPLE = SampleVideo.of("mp4");

    @TempDir
    Path directory;
    private PikaRig rig;

    @BeforeEach
    void start() {
        rig = new PikaRig(SAMPLE);
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void fileOfThatSizeIsTaken() {
        Exchange done = download("video", SAMPLE.length());

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(PikaConstants.FILE_SIZE)).isEqualTo(SAMPLE.length());
    }

    @Test
    void fileOfAnotherSizeIsAnErrorAndNothingIsLeft() {
        Exchange done = download("video", SAMPLE.length() + 1);

        assertThat(done.getException()).isInstanceOf(PikaDownloadException.class)
                .hasMessageContaining("it has " + SAMPLE.length() + " bytes, and the gateway says " + (SAMPLE.length() + 1));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void otherFilesOfTheTaskHaveSizesOfTheirOwn() {
        assertThat(download("sharing", 1).getMessage().getBody()).isInstanceOf(File.class);
    }

    private Exchange download(String artifact, long size) {
        Exchange submitted = rig.finish(rig.send("pika:generate", "a cat"));
        VideoTask task = rig.finish(rig.send("pika:feed", submitted.getMessage().getBody())).getMessage().getBody(VideoTask.class);
        Video sized = new Video(task.video().url(), task.video().url(), null, null, null, null, null, size);
        return rig.finish(rig.send("pika:download?directory=" + directory + "&artifact=" + artifact, new VideoTask(task.taskId(),
                task.gateway(), TaskState.SUCCEEDED, null, List.of(sized), null, null, null, null, null, null)));
    }
}
