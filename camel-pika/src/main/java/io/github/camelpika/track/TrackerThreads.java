package io.github.camelpika.track;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.time.SystemTimer;
import io.github.camelpika.time.Timer;

/**
 * Makes the threads of a tracker with a database. All of them end when they are idle, so that none stays behind a tracker
 * that nobody uses any more.
 */
final class TrackerThreads {

    private static final int BACKGROUND_THREADS = 4;
    private static final long IDLE_SECONDS = 10;

    private TrackerThreads() {
    }

    /**
     * For what asks the database while nobody waits for it.
     */
    static ExecutorService background() {
        ThreadPoolExecutor background = new ThreadPoolExecutor(BACKGROUND_THREADS, BACKGROUND_THREADS,
                IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon("PikaTracker"));
        background.allowCoreThreadTimeOut(true);
        return background;
    }

    static Timer timer() {
        ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, daemon("PikaTrackerTimer"));
        alarms.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        alarms.allowCoreThreadTimeOut(true);
        alarms.setRemoveOnCancelPolicy(true);
        return new SystemTimer(alarms);
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
