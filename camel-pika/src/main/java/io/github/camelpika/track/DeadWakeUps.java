package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what a dead node was at. A heartbeat that is too old doesn't prove a death: when the database was away, all
 * nodes' heartbeats are old. So it must still be the same when it is looked at again, and after an outage that this node
 * has noticed, the others get time to come back first.
 */
final class DeadWakeUps extends AbstractSchedulerListener implements DeadExecutionHandler<Void> {

    private static final Logger LOG = LoggerFactory.getLogger(DeadWakeUps.class);

    /** Longer than a heartbeat, shorter than two looks. */
    private static final Duration STILL = Duration.ofMillis(1_500);
    /** More than two looks: something was wrong with the database, or this node was paused. */
    private static final Duration GAP = Duration.ofSeconds(5);
    private final Clock clock;
    private final TakeoverGrace grace;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Map<String, Sight> sights = new ConcurrentHashMap<>();
    private volatile Instant lastLook;

    private record Sight(Instant heartbeat, Instant seen) {
    }

    DeadWakeUps(Clock clock, TakeoverGrace grace) {
        this.clock = clock;
        this.grace = grace;
    }

    void running(Execution execution) {
        running.add(key(execution));
    }

    void runsNoMore(Execution execution) {
        running.remove(key(execution));
    }

    private static String key(Execution execution) {
        return execution.getTaskName() + "/" + execution.getId() + "/" + execution.version;
    }

    @Override
    public void onSchedulerEvent(SchedulerEventType type) {
        if (type == SchedulerEventType.RAN_DETECT_DEAD) {
            looked();
            grace.tryToWrite();
        }
    }

    private void looked() {
        Instant now = clock.now();
        Instant before = lastLook;
        lastLook = now;
        if (before != null && before.plus(GAP).isBefore(now)) {
            grace.begin("this node looked for dead ones after " + Duration.between(before, now).toMillis() + " ms, and not every "
                        + "two seconds: it had too little processor time, or was stopped, or the database was slow");
            sights.clear();
        }
        sights.values().removeIf(sight -> sight.seen.plus(GAP).isBefore(now));
    }

    @Override
    public void deadExecution(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        Execution execution = complete.getExecution();
        String key = key(execution);
        Instant now = clock.now();
        boolean outage = lastLook != null && lastLook.plus(GAP).isBefore(now);
        if (running.contains(key) || outage || grace.isOn()) {
            sights.remove(key);
            return;
        }
        Sight first = sights.compute(key, (same, sight) -> sight != null && sight.heartbeat.equals(execution.lastHeartbeat)
                ? sight
                : new Sight(execution.lastHeartbeat, now));
        if (first.seen.plus(STILL).isAfter(now)) {
            return;
        }
        sights.remove(key);
        LOG.info("Taking over {} of submission {} from {}, which has given no sign of life since {}",
                execution.getTaskName(), execution.getId(), execution.pickedBy, execution.lastHeartbeat);
        try {
            operations.reschedule(complete, now);
        } catch (TaskInstanceException e) {
            LOG.debug("Another node was faster", e);
        }
    }
}
