package io.github.camelpika.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.time.Timer;

/**
 * Pauses that hold no thread, and that a stop ends early.
 */
public final class Pauses {

    private final Timer timer;
    private final Set<Pause> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    Pauses(Timer timer) {
        this.timer = timer;
    }

    /**
     * Goes on later, once; at once when stopped.
     *
     * @param then called on the timer's thread, or one that stops it: hands over and returns, and throws nothing
     */
    public Pause start(Duration duration, Runnable then) {
        Pause pause = new Pause(then);
        open.add(pause);
        pause.alarm = timer.schedule(duration, pause::end);
        if (stopped) {
            pause.end();
        }
        return pause;
    }

    public boolean areStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
        open.forEach(Pause::end);
    }

    public final class Pause {

        private final Runnable then;
        private volatile Timer.Alarm alarm;

        private Pause(Runnable then) {
            this.then = then;
        }

        /**
         * Goes on now, unless it did.
         */
        public void end() {
            if (open.remove(this)) {
                Timer.Alarm set = alarm;
                if (set != null) {
                    set.cancel();
                }
                then.run();
            }
        }
    }
}
