package io.github.camelpika.observe;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import io.github.camelpika.PikaTaskEvent;
import io.github.camelpika.download.DownloadStoppedException;
import io.github.camelpika.gateway.Answer;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.CallbackOutcome;
import io.github.camelpika.runtime.SeenTasks;
import io.github.camelpika.runtime.TaskObserver;
import io.github.camelpika.time.TimeSource;
import io.github.camelpika.track.TaskLog;
import io.github.camelpika.wait.GatewayEvents;
import io.github.camelpika.wait.SeenDuration;
import io.github.camelpika.wait.Throttle.Lane;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes on at all gateways of a component, on its way to whoever counts, measures or listens.
 */
public final class Observation implements TaskObserver {

    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);

    private final Totals totals = new Totals();
    private final List<Meters> meters = new CopyOnWriteArrayList<>(List.of(totals));
    private final Set<String> gateways = ConcurrentHashMap.newKeySet();
    private final EndedTasks ended = new EndedTasks();
    private final EndedTasks givenUp = new EndedTasks();
    private final BiConsumer<VideoTask, Boolean> whenPaid;
    private final SeenTasks seen = new SeenTasks();
    private volatile TimeSource time = TimeSource.SYSTEM;
    private volatile TaskEvents events;
    private volatile boolean failed;

    /**
     * @param whenPaid told each task that has ended, once, and whether what it cost is noted elsewhere; it returns at once
     */
    public Observation(BiConsumer<VideoTask, Boolean> whenPaid) {
        this.whenPaid = whenPaid;
    }

    @Override
    public Map<String, Long> totals() {
        return totals.all();
    }

    public void add(Meters more) {
        meters.add(more);
        begin(more, null);
        gateways.forEach(gateway -> begin(more, gateway));
    }

    private static void begin(Meters meters, String gateway) {
        for (Counted each : Counted.values()) {
            if (each.isOfGateway() == (gateway != null)) {
                each.begin(meters, gateway);
            }
        }
    }

    void remove(Meters gone) {
        meters.remove(gone);
    }

    @Override
    public void started(CamelContext context, Executor thread, TimeSource clock) {
        events = new TaskEvents(context, thread);
        time = clock;
    }

    @Override
    public void stopped() {
        events = null;
    }

    @Override
    public SeenTasks seen() {
        return seen;
    }

    private void count(Counted what, String gateway, String detail, long more) {
        meters.forEach(each -> safely(() -> each.count(what, gateway, detail, more)));
    }

    private void time(Timed what, String gateway, String detail, Duration duration) {
        meters.forEach(each -> safely(() -> each.time(what, gateway, detail, duration)));
    }

    private void tell(PikaTaskEvent.What what, VideoTask task) {
        TaskEvents current = events;
        if (current != null) {
            safely(() -> current.tell(what, task));
        }
    }

    /**
     * Whoever counts may fail, as a registry of meters does that has the same name with other tags; a task must not.
     */
    private void safely(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable e) {
            if (!failed) {
                failed = true;
                LOG.warn("A meter registry or an event notifier failed, so what it counts is incomplete from now on;"
                        + " tasks are not affected. Logged once", e);
            }
            LOG.debug("Not counted", e);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String call(Lane lane) {
        return lane == Lane.SUBMISSIONS ? "submission" : "query";
    }

    @Override
    public void reattached(Gateway gateway) {
        count(Counted.SUBMISSIONS, gateway.name(), "reattached", 1);
    }

    @Override
    public void calledBack(Gateway gateway, CallbackOutcome outcome) {
        count(Counted.CALLBACKS, gateway.name(), word(outcome), 1);
    }

    /** Told once, as it may be waited for in more than one place. */
    @Override
    public void givenUp(VideoTask task, Duration age) {
        if (givenUp.add(task.gateway(), task.taskId())) {
            TaskLog.ended(task, age);
            seen.ended(task, age, time.now());
        }
    }

    @Override
    public void charged(VideoTask task) {
        tell(PikaTaskEvent.What.CHARGED, task);
    }

    @Override
    public void resumed() {
        count(Counted.DOWNLOAD_RESUMES, null, null, 1);
    }

    @Override
    public void ended(long bytes, Throwable trouble) {
        count(Counted.DOWNLOAD_BYTES, null, null, bytes);
        count(Counted.DOWNLOADS, null,
                trouble == null ? "whole" : trouble instanceof DownloadStoppedException ? "stopped" : "failed", 1);
    }

    @Override
    public GatewayEvents of(Gateway gateway, URI baseUri) {
        if (gateways.add(gateway.name())) {
            meters.forEach(each -> begin(each, gateway.name()));
        }
        return new OfGateway(gateway.name(), gateway.title() + " at " + baseUri);
    }

    private final class OfGateway implements GatewayEvents {

        private final String gateway;
        private final String where;

        OfGateway(String gateway, String where) {
            this.gateway = gateway;
            this.where = where;
        }

        @Override
        public void submitted(Submission submission) {
            if (submission instanceof Submission.Accepted accepted) {
                count(Counted.SUBMISSIONS, gateway, "accepted", 1);
                tell(PikaTaskEvent.What.SUBMITTED, VideoTask.of(accepted.taskId(), gateway, TaskState.QUEUED));
            } else if (submission instanceof Submission.Unknown unknown) {
                count(Counted.SUBMISSIONS, gateway, "unknown", 1);
                tell(PikaTaskEvent.What.SUBMITTED, VideoTask.of(null, gateway, TaskState.UNKNOWN)
                        .ended(TaskState.UNKNOWN, unknown.error().describe()));
            } else {
                count(Counted.SUBMISSIONS, gateway, submission instanceof Submission.Refused ? "refused" : "withheld", 1);
            }
        }

        @Override
        public void polled(Answer answer) {
            count(Counted.POLLS, gateway, answer instanceof Answer.Known known ? word(known.task().state()) : "error", 1);
        }

        @Override
        public void letThrough(Lane lane, Duration waited) {
            time(Timed.RATE_LIMIT_WAIT, gateway, call(lane), waited);
        }

        @Override
        public void slowedDown(Lane lane) {
            count(Counted.SLOW_DOWNS, gateway, call(lane), 1);
        }

        @Override
        public void stoppedAnswering(String trouble, int waiting) {
            LOG.warn("{} is unavailable: it {}. {} waits of this process, and the queues that it serves, keep polling"
                    + " at growing intervals; a message follows when it is available again", where, trouble, waiting);
        }

        @Override
        public void answersAgain(Duration after) {
            LOG.warn("{} is available again: it answered after {} s", where, after.toSeconds());
        }

        @Override
        public void changed(VideoTask task) {
            tell(PikaTaskEvent.What.CHANGED, task);
        }

        @Override
        public void ended(VideoTask task, Duration age, SeenDuration duration, boolean costKept) {
            if (!ended.add(gateway, task.taskId())) {
                return;
            }
            TaskLog.ended(task, age);
            seen.ended(task, age, time.now());
            count(Counted.TASKS, gateway, word(task.state()), 1);
            paid(Counted.POINTS, task.points());
            paid(Counted.REFUNDS, task.refund());
            safely(() -> whenPaid.accept(task, costKept));
            if (duration != null) {
                time(Timed.TASK_DURATION, gateway, input(duration.kind()), duration.age());
                time(Timed.DETECTION_DELAY, gateway, null, duration.gap());
            }
            tell(PikaTaskEvent.What.FINISHED, task);
        }

        private void paid(Counted what, Long points) {
            if (points != null && points > 0) {
                count(what, gateway, null, points);
            }
        }

        private String input(JobKind kind) {
            return kind.input() == null ? "any" : word(kind.input());
        }

        @Override
        public void timedOut(String taskId, VideoTask last, Duration age, String reason) {
            count(Counted.TASKS, gateway, word(TaskState.TIMED_OUT), 1);
            VideoTask seen = last == null ? VideoTask.of(taskId, gateway, TaskState.TIMED_OUT) : last;
            VideoTask task = seen.ended(TaskState.TIMED_OUT, reason);
            givenUp(task, age);
            tell(PikaTaskEvent.What.FINISHED, task);
        }
    }
}
