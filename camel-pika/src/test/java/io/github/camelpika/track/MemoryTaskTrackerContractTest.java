package io.github.camelpika.track;

import java.time.Duration;

import io.github.camelpika.time.Timer;
import io.github.camelpika.time.VirtualTimer;

class MemoryTaskTrackerContractTest extends TaskTrackerContract {

    private final VirtualTimer timer = new VirtualTimer();
    private final MemoryTaskTracker tracker = new MemoryTaskTracker(timer);

    MemoryTaskTrackerContractTest() {
        tracker.setRetention(RETENTION);
    }

    @Override
    TaskTracker tracker() {
        return tracker;
    }

    @Override
    Timer timer() {
        return timer;
    }

    @Override
    void advance(Duration duration) {
        timer.advance(duration);
    }
}
