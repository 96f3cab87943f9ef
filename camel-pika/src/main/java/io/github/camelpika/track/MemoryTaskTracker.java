package io.github.camelpika.track;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;

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
    public Optional<TrackedTask> intend(TrackedTask intent) {
        MemoryQueue queue = queue(intent.queue());
        MemoryQueue other = queueOf.putIfAbsent(intent.id(), queue);
        if (other != null) {
            return other.find(intent.id());
        }
        queue.add(intent);
        return Optional.empty();
    }

    @Override
    public boolean renew(TrackedTask intent, Instant now) {
        return find(intent.id()).filter(task -> task.phase() == Phase.INTENT && task.isOf(intent)).isPresent();
    }

    @Override
    public boolean resubmit(TrackedTask intent) {
        return false;
    }

    @Override
    public void accepted(String id, String taskId, Instant now) {
        of(id).ifPresent(queue -> queue.accepted(id, taskId, now));
    }

    @Override
    public void refused(TrackedTask intent) {
        of(intent.id()).ifPresent(queue -> queue.refused(intent.id()));
    }

    @Override
    public void unknown(TrackedTask intent, String reason) {
        of(intent.id()).ifPresent(
                queue -> queue.unknown(intent.id(), task -> task.ended(TaskState.UNKNOWN, reason)));
    }

    @Override
    public void ended(String id, VideoTask task, Instant now) {
        of(id).ifPresent(queue -> queue.end(id, before -> task));
    }

    @Override
    public List<TrackedTask> listUnknown(int most) {
        return queues.values().stream().flatMap(queue -> queue.list(Integer.MAX_VALUE).stream())
                .filter(TrackedTask::isFateUnknown).limit(most).toList();
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
