package io.github.camelpika;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.github.camelpika.time.Timer;

/**
 * Pauses that hold no thread, and that a stop ends early.
 */
final class Pauses {

    private final Timer timer;
    private final Executor threads;
    private final Set<Pause> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /**
     * @param threads where it goes on after a pause
     */
    Pauses(Timer timer, Executor threads) {
        this.timer = timer;
        this.threads = threads;
    }

    /**
     * Goes on later, once; at once when stopped.
     */
    Pause start(Duration duration, Runnable then) {
        Pause pause = new Pause(then);
        open.add(pause);
        pause.alarm = timer.schedule(duration, pause::end);
        if (stopped) {
            pause.end();
        }
        return pause;
    }

    boolean areStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
        open.forEach(Pause::end);
    }

    final class Pause {

        private final Runnable then;
        private volatile Timer.Alarm alarm;

        private Pause(Runnable then) {
            this.then = then;
        }

        /**
         * Goes on now, unless it did.
         */
        void end() {
            if (open.remove(this)) {
                Timer.Alarm set = alarm;
                if (set != null) {
                    set.cancel();
                }
                threads.execute(then);
            }
        }
    }
}
