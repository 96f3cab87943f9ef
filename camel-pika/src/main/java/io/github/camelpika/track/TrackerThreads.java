package io.github.camelpika.track;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.time.SystemTimer;
import io.github.camelpika.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the threads of a tracker with a database. All of them end when they are idle, so that none stays behind a tracker
 * that nobody uses any more.
 */
final class TrackerThreads {

    private static final Logger LOG = LoggerFactory.getLogger(TrackerThreads.class);

    private static final Duration NO_THREAD = Duration.ofMillis(250);
    private static final int BACKGROUND_THREADS = 4;
    private static final long IDLE_SECONDS = 10;

    private TrackerThreads() {
    }

    /**
     * For what asks the database while nobody waits for it.
     */
    static ExecutorService background() {
        return pool(BACKGROUND_THREADS, "PikaTracker");
    }

    /**
     * For looks whether the database is there.
     */
    static ExecutorService looks() {
        return pool(1, "PikaTrackerLook");
    }

    /**
     * For the one connection by which nodes see each other.
     */
    static ExecutorService session() {
        return pool(1, "PikaTrackerSession");
    }

    private static ExecutorService pool(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), daemon(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Has a thread of a pool do something, as soon as one can be had: where the machine gives none just now, it is asked again.
     *
     * @return whether it will be done; not if the pool is shut down
     */
    static boolean hand(Timer timer, Executor threads, Runnable step) {
        try {
            threads.execute(step);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("Nothing more is done, because the tracker is closed", e);
            return false;
        } catch (Throwable e) {
            LOG.debug("There is no thread to be had just now", e);
            handLater(timer, threads, NO_THREAD, step);
            return true;
        }
    }

    static Timer.Alarm handLater(Timer timer, Executor threads, Duration pause, Runnable step) {
        return timer.schedule(pause, () -> hand(timer, threads, step));
    }

    /**
     * Makes threads of db-scheduler's own, which wait while the database is away.
     */
    static ThreadFactory patient(String name) {
        return task -> new Patient(task, name);
    }

    static boolean isPatient() {
        return Thread.currentThread() instanceof Patient;
    }

    private static final class Patient extends Thread {
        Patient(Runnable task, String name) {
            super(task, name);
        }
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
