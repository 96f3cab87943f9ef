package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which task is to be looked at when, in db-scheduler's table: one row for each task that is on its way, to poll it or to
 * deliver it.
 */
final class WakeUps {

    private static final Logger LOG = LoggerFactory.getLogger(WakeUps.class);

    private static final String POLL = "poll:";
    private static final String DELIVER = "deliver:";

    private static final Duration BETWEEN_HINTS = Duration.ofSeconds(1);

    private final SchedulerClient client;
    private final Transactions transactions;
    private final WakeUpTable table;
    private final Map<String, DueSoon> local = new ConcurrentHashMap<>();
    private final Map<String, Function<TaskRow, Instant>> firstPolls = new ConcurrentHashMap<>();
    private final SchedulerListener listener = new AbstractSchedulerListener() {
        @Override
        public void onExecutionScheduled(TaskInstanceId id, Instant time) {
            written(id.getTaskName(), time);
        }
    };

    WakeUps(Transactions transactions, Database database) {
        this.transactions = transactions;
        this.table = new WakeUpTable(database);
        // never started: its client commits where a pool's connections don't by themselves
        this.client = Settings.common(Scheduler.create(transactions.joining()), database.customization())
                .addSchedulerListener(listener).build();
    }

    static String poll(String queue) {
        return POLL + queue;
    }

    static String deliver(String queue) {
        return DELIVER + queue;
    }

    /**
     * Told of each wake-up that is written by this process.
     */
    SchedulerListener listener() {
        return listener;
    }

    /**
     * The statements for those that go with changes of tasks; whoever uses them says then what was {@link #written}.
     */
    WakeUpTable table() {
        return table;
    }

    void written(String name, Instant time) {
        DueSoon due = local.get(name);
        if (due != null) {
            due.at(time);
        }
    }

    /**
     * From now on wake-ups of this name that come due are looked for at once, and not with the next look.
     */
    void serve(String name, DueSoon due) {
        local.put(name, due);
    }

    void serveNoMore(String name, DueSoon due) {
        local.remove(name, due);
    }

    /**
     * The same for the polls of a queue, of which it is known here when the first one of a task comes.
     */
    void serve(String queue, Function<TaskRow, Instant> firstPoll) {
        firstPolls.put(queue, firstPoll);
    }

    void serveNoMore(String queue, Function<TaskRow, Instant> firstPoll) {
        firstPolls.remove(queue, firstPoll);
    }

    /**
     * When a task that was accepted just now is to be asked after first: at once where nobody here knows better, and whoever
     * looks at it decides then.
     */
    Instant firstPoll(TaskRow accepted) {
        Function<TaskRow, Instant> first = firstPolls.get(accepted.task().queue());
        return first == null ? accepted.task().acceptedAt() : first.apply(accepted);
    }

    /**
     * Some that are served here may have come due.
     */
    void lookNow(Instant now) {
        local.values().forEach(due -> due.at(now));
    }

    /**
     * Has a task looked at; nothing changes for one that is looked at just now, as whoever does so decides when to look
     * next.
     */
    void pollAt(String queue, String id, Instant time) {
        TaskInstance<Void> poll = new TaskInstance<>(poll(queue), id);
        try {
            client.reschedule(poll, time);
        } catch (TaskInstanceNotFoundException e) {
            client.scheduleIfNotExists(poll, time);
        } catch (TaskInstanceException e) {
            LOG.debug("{} is being processed just now", poll, e);
        }
    }

    /**
     * The same for one that most likely has no wake-up yet.
     */
    void firstPollAt(String queue, String id, Instant time) {
        if (!client.scheduleIfNotExists(new TaskInstance<>(poll(queue), id), time)) {
            pollAt(queue, id, time);
        }
    }

    /**
     * Has a task polled soon, as somebody says that there is news; but not so soon after the last poll, or when it is
     * due soon anyway: whoever says so may do it as often as he likes.
     */
    void hurry(String queue, String id, Instant now) {
        Instant soon = now.plus(BETWEEN_HINTS);
        client.getScheduledExecution(new TaskInstance<>(poll(queue), id))
                .filter(poll -> !poll.isPicked() && poll.getExecutionTime().isAfter(soon)).ifPresent(poll -> {
                    Instant last = poll.getLastSuccess();
                    Instant next = last == null ? now : last.plus(BETWEEN_HINTS);
                    pollAt(queue, id, next.isAfter(now) ? next : now);
                });
    }

    /**
     * Has a task polled now that nobody looks at just now, without a change to what is known of its last polls.
     */
    void bringForward(String queue, String id, Instant now) {
        if (transactions.single(table.forward(poll(queue), id, now)::all)) {
            listener.onExecutionScheduled(new TaskInstance<>(poll(queue), id), now);
        }
    }

    /**
     * When a task is to be looked at, if nobody does just now.
     */
    Optional<Instant> next(String queue, String id) {
        return client.getScheduledExecution(new TaskInstance<>(poll(queue), id))
                .or(() -> client.getScheduledExecution(new TaskInstance<>(deliver(queue), id)))
                .filter(wakeUp -> !wakeUp.isPicked()).map(ScheduledExecution::getExecutionTime);
    }

    void cancel(String queue, String id) {
        cancel(new TaskInstance<>(poll(queue), id));
        cancelDelivery(queue, id);
    }

    /**
     * Has a task not delivered that isn't being delivered just now.
     */
    void cancelDelivery(String queue, String id) {
        cancel(new TaskInstance<>(deliver(queue), id));
    }

    private void cancel(TaskInstanceId wakeUp) {
        try {
            client.cancel(wakeUp);
        } catch (TaskInstanceException e) {
            LOG.debug("{} doesn't exist, or will find that there is nothing left to do", wakeUp, e);
        }
    }
}
