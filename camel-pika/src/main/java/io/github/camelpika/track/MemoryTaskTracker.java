package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.TimeSource;
import io.github.camelpika.wait.FlightPlace;

/**
 * Keeps the tasks and the idempotent keys in memory: they are lost with the process, though not the videos, which the
 * gateway goes on to make. Of the tasks that are over it keeps the keys of the last 100,000.
 */
public final class MemoryTaskTracker implements TaskTracker {

    /** How long after its acceptance a task that is waited for inline is taken to be over, when nobody tells its end. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** How often those are looked for, which means a look at all that are waited for. */
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    /** So many queues may stay after they were used. */
    static final int FEW_QUEUES = 16;

    private final TimeSource time;
    private final Map<String, MemoryQueue> queues = new ConcurrentHashMap<>();
    private final Map<String, MemoryQueue> queueOf = new ConcurrentHashMap<>();
    private final MemoryKeys keys = new MemoryKeys();
    private final MemoryCostLedger costs = new MemoryCostLedger();
    private final MemoryPlaces places;
    /** What is waited for inline is in a queue that nobody takes from. */
    private final MemoryQueue inline;
    private Instant nextLook = Instant.MIN;
    private int nextSweep = FEW_QUEUES;

    public MemoryTaskTracker() {
        this(TimeSource.SYSTEM);
    }

    /**
     * One that goes by another clock than everybody's.
     */
    public MemoryTaskTracker(TimeSource time) {
        this.time = time;
        this.inline = newQueue();
        this.places = new MemoryPlaces(time, this::isInFlight);
    }

    private MemoryQueue newQueue() {
        return new MemoryQueue(time, queueOf::remove, keys::keep);
    }

    /**
     * How long an idempotent key is kept after the end of its task. Seven days by default, so that what failed on a
     * Friday can be sent again on a Monday. At least a minute.
     *
     * @throws IllegalArgumentException if it is less
     */
    public void setRetention(Duration retention) {
        keys.setRetention(Retention.checked(retention));
    }

    public Duration getRetention() {
        return keys.retention();
    }

    /**
     * To be called with the lock, together with what is put into the queue.
     */
    private MemoryQueue open(String name) {
        if (name == null) {
            return inline;
        }
        MemoryQueue queue = queues.get(name);
        if (queue == null) {
            if (queues.size() >= nextSweep) {
                // so seldom that all looks together are no more than the queues that were opened
                queues.values().removeIf(MemoryQueue::isUnused);
                nextSweep = Math.max(FEW_QUEUES, 2 * queues.size());
            }
            queue = newQueue();
            queues.put(name, queue);
        }
        return queue;
    }

    int queues() {
        return queues.size();
    }

    private Optional<MemoryQueue> of(String id) {
        return Optional.ofNullable(queueOf.get(id));
    }

    @Override
    public synchronized Optional<TrackedTask> intend(TrackedTask intent, Runnable alongside) {
        expire();
        Optional<TrackedTask> there = find(intent.id());
        if (there.isEmpty()) {
            alongside.run();
            MemoryQueue queue = open(intent.queue());
            queueOf.put(intent.id(), queue);
            queue.add(intent);
        }
        return there;
    }

    private synchronized void expire() {
        Instant now = time.now();
        keys.expire(now);
        if (now.isAfter(nextLook)) {
            nextLook = now.plus(BETWEEN_LOOKS);
            inline.expire(now.minus(LONGEST_WAIT).minus(keys.retention()));
        }
    }

    @Override
    public Optional<TrackedTask> lookUp(String id) {
        expire();
        of(id).ifPresent(queue -> queue.giveUpIfAbandoned(id));
        return find(id);
    }

    @Override
    public boolean renew(TrackedTask intent) {
        return of(intent.id()).map(queue -> queue.renew(intent)).orElse(false);
    }

    @Override
    public boolean resubmit(TrackedTask intent) {
        return of(intent.id()).map(queue -> queue.resubmit(intent)).orElse(false);
    }

    @Override
    public void accepted(String id, String taskId) {
        of(id).ifPresent(queue -> {
            queue.find(id).ifPresent(task -> costs.accepted(id, task.origin().gateway(), taskId));
            queue.accepted(id, taskId);
        });
    }

    @Override
    public void refused(TrackedTask intent) {
        of(intent.id()).ifPresent(queue -> queue.removeIf(intent.id(), task -> task.isIntentOf(intent)));
        costs.release(intent.claim().owner());
    }

    @Override
    public void unknown(TrackedTask intent, String reason, String possibleTaskId) {
        of(intent.id()).ifPresent(queue -> queue.unknown(intent, reason, possibleTaskId));
    }

    @Override
    public void ended(String id, VideoTask task) {
        inline.over(id, task);
    }

    @Override
    public List<TaskSnapshot> snapshots(String queue, int most) {
        MemoryQueue found = queues.get(queue);
        return found == null ? List.of() : found.snapshots(most);
    }

    @Override
    public List<TrackedTask> listUnknown(int most) {
        return Stream.concat(Stream.of(inline), queues.values().stream())
                .flatMap(queue -> queue.listUnknown(most).stream()).limit(most).toList();
    }

    @Override
    public synchronized Subscription subscribe(QueueHandler handler) {
        return open(handler.queue()).subscribe(handler);
    }

    @Override
    public boolean isConsumedHere(String queue) {
        MemoryQueue found = queues.get(queue);
        return found != null && found.isConsumed();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void stops(String component) {
        TasksInMemory.tell(queues.values().stream().flatMap(queue -> queue.list(Integer.MAX_VALUE).stream())
                .filter(task -> task.origin().component().equals(component)).toList());
    }

    /**
     * Looks at what is kept last, as a task that is over is kept before it leaves its queue.
     */
    @Override
    public Optional<TrackedTask> find(String id) {
        return of(id).flatMap(queue -> queue.find(id)).or(() -> keys.find(id));
    }

    @Override
    public List<TrackedTask> list(String queue, int most) {
        MemoryQueue listed = queues.get(queue);
        return listed == null ? List.of() : listed.list(most);
    }

    @Override
    public QueueCounts counts(String queue) {
        MemoryQueue counted = queues.get(queue);
        return counted == null ? new QueueCounts(0, 0, 0, 0, 0) : counted.counts();
    }

    @Override
    public TaskPlaces places() {
        return places;
    }

    /**
     * The end of what is waited for inline may be told by nobody.
     */
    private boolean isInFlight(FlightPlace place) {
        return place.submission() != null && find(place.submission()).filter(task -> task.isFateUnknown()
                || task.phase() == Phase.INTENT || task.phase() == Phase.WAITING && task.queue() != null).isPresent();
    }

    @Override
    public boolean askNow(String id) {
        return of(id).map(queue -> queue.askNow(id)).orElse(false);
    }

    @Override
    public boolean sendAgain(String id) {
        return of(id).map(queue -> queue.sendAgain(id)).orElse(false);
    }

    @Override
    public boolean forget(String id) {
        return forgetIf(id, MemoryTaskTracker::isForgettable) || keys.forget(id);
    }

    @Override
    public boolean forgetUnknown(String id) {
        return forgetIf(id, TrackedTask::isFateUnknown);
    }

    private boolean forgetIf(String id, Predicate<TrackedTask> ifSo) {
        boolean forgotten = of(id).map(queue -> queue.removeIf(id, ifSo)).orElse(false);
        if (forgotten) {
            costs.releaseAll(id);
        }
        return forgotten;
    }

    @Override
    public CostLedger costs() {
        return costs;
    }

    private static boolean isForgettable(TrackedTask task) {
        boolean underWay = task.phase() == Phase.INTENT || task.phase() == Phase.READY;
        return !underWay || task.isFateUnknown();
    }
}
