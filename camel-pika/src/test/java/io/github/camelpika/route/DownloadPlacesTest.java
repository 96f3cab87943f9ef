package io.github.camelpika.route;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What waits for its download has a bound. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadPlacesTest {

    @TempDir
    Path directory;
    private final PikaRig rig = new PikaRig();
    private Semaphore places;
    private VideoTask task;

    @BeforeEach
    void start() {
        rig.start();
        places = rig.component.services().runtime().downloadPlaces();
        Exchange submitted = rig.finish(rig.send("pika:generate", "a cat"));
        task = rig.finish(rig.send("pika:feed", submitted.getMessage().getBody())).getMessage().getBody(VideoTask.class);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void everyDownloadGivesItsPlaceBackHoweverItEnds() {
        int all = places.availablePermits();
        rig.finish(rig.send(uri(), task));
        rig.finish(rig.send(uri(), task.taskId()));
        rig.finish(rig.send(uri(), "no-such-task"));
        rig.finish(rig.send(uri(), "", Map.of()));
        rig.simulator.faults().rate(Operation.VIDEO, Fault.VIDEO_HTML, 1);
        assertThat(rig.finish(rig.send(uri(), task)).getException()).isNotNull();

        assertThat(places.availablePermits()).isEqualTo(all);
    }

    @Test
    void messageThatFindsNoPlaceWaitsWithItsThread() throws Exception {
        int all = places.drainPermits();
        AtomicReference<Exchange> done = new AtomicReference<>();
        Thread caller = new Thread(() -> done.set(rig.send(uri(), task).join()));
        caller.start();
        await().until(places::hasQueuedThreads);
        assertThat(rig.simulator.requests()).noneMatch(request -> request.operation() == Operation.VIDEO);

        places.release(all);
        caller.join();
        assertThat(done.get().getException()).isNull();
    }

    private String uri() {
        return "pika:download?directory=" + directory;
    }
}
