package io.github.camelpika.track;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.model.TaskState;

/**
 * Keeps the tasks in memory: they are lost with the process, though not the videos, which the gateway goes on to make.
 */
public final class MemoryTaskTracker implements TaskTracker {

    private final Map<String, MemoryQueue> queues = new ConcurrentHashMap<>();
    private final Map<String, MemoryQueue> queueOf = new ConcurrentHashMap<>();

    private MemoryQueue queue(String name) {
        return queues.computeIfAbsent(name, each -> new MemoryQueue(queueOf::remove));
    }

    private Optional<MemoryQueue> of(String id) {
        return Optional.ofNullable(queueOf.get(id));
    }

    @Override
    public void intend(TrackedTask intent) {
        MemoryQueue queue = queue(intent.queue());
        if (queueOf.putIfAbsent(intent.id(), queue) != null) {
            throw new IllegalArgumentException("The submission " + intent.id() + " is there already");
        }
        queue.add(intent);
    }

    @Override
    public void accepted(String id, String taskId, Instant now) {
        of(id).ifPresent(queue -> queue.accepted(id, taskId, now));
    }

    @Override
    public void refused(String id) {
        of(id).ifPresent(queue -> queue.refused(id));
    }

    @Override
    public void unknown(String id, String reason) {
        of(id).ifPresent(queue -> queue.unknown(id, task -> task.ended(TaskState.UNKNOWN, reason)));
    }

    @Override
    public Subscription subscribe(QueueWork work) {
        return queue(work.queue()).subscribe(work);
    }

    @Override
    public Optional<TrackedTask> find(String id) {
        return of(id).flatMap(queue -> queue.find(id));
    }

    @Override
    public List<TrackedTask> list(String queue, int most) {
        return queue(queue).list(most);
    }

    @Override
    public QueueCounts counts(String queue) {
        return queue(queue).counts();
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
        return of(id).map(queue -> queue.forget(id)).orElse(false);
    }
}
