package io.github.camelpika.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.github.camelpika.model.Artifact;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.wait.BoundedMap;

/**
 * What this process has seen of tasks of late, for people who look: where each was submitted and with which words, how it
 * ended, and where its files are. Lost with the process; nothing is decided by it.
 */
public final class SeenTasks {

    /** Some 4 MB, and more than are on their way at once in most applications. */
    private static final int MOST_JOBS = 10_000;
    /** Some 2 MB, and more than anybody turns the pages of. */
    private static final int MOST_ENDS = 1_000;

    private final Map<Name, Job> jobs = new BoundedMap<>(MOST_JOBS);
    private final Map<Name, Map<Artifact, Path>> files = new BoundedMap<>(MOST_ENDS);
    private final Deque<End> ends = new ArrayDeque<>();

    private record Name(String gateway, String taskId) {
    }

    /**
     * What was submitted.
     *
     * @param label     only its first words are kept of the prompt
     * @param costLabel what the option of that name gave, or null
     */
    public record Job(JobLabel label, JobKind kind, String costLabel) {
    }

    /**
     * A task that has ended, or is no longer waited for.
     *
     * @param id    by which it is found again: neither the gateway's, nor to be guessed
     * @param age   how long after its acceptance, or null if that isn't known
     * @param when  it was seen
     * @param job   null if this process didn't submit it, or too long ago
     * @param files what was downloaded of it to stay
     */
    public record End(String id, VideoTask task, Duration age, Instant when, Job job, Map<Artifact, Path> files) {
    }

    /**
     * A gateway has accepted a job.
     */
    public synchronized void submitted(String gateway, String taskId, Job job) {
        jobs.put(new Name(gateway, taskId), job);
    }

    /**
     * A file of a task is in its place.
     */
    public synchronized void downloaded(String gateway, String taskId, Artifact artifact, Path file) {
        files.computeIfAbsent(new Name(gateway, taskId), each -> new EnumMap<>(Artifact.class)).put(artifact, file);
    }

    /**
     * A task has ended.
     */
    public synchronized void ended(VideoTask task, Duration age, Instant now) {
        Name name = new Name(task.gateway(), task.taskId());
        ends.addFirst(new End(UUID.randomUUID().toString(), task, age, now, jobs.get(name), Map.of()));
        if (ends.size() > MOST_ENDS) {
            ends.removeLast();
        }
    }

    /**
     * What was submitted here as that task.
     */
    public synchronized Optional<Job> job(String gateway, String taskId) {
        return Optional.ofNullable(jobs.get(new Name(gateway, taskId)));
    }

    /**
     * The last thousand, the latest first.
     */
    public synchronized List<End> ends() {
        return ends.stream().map(this::withFiles).toList();
    }

    /**
     * One of them by its id.
     */
    public synchronized Optional<End> end(String id) {
        return ends.stream().filter(end -> end.id().equals(id)).findFirst().map(this::withFiles);
    }

    private End withFiles(End end) {
        Map<Artifact, Path> found = files.get(new Name(end.task().gateway(), end.task().taskId()));
        return found == null ? end
                : new End(end.id(), end.task(), end.age(), end.when(), end.job(), Collections.unmodifiableMap(new EnumMap<>(found)));
    }
}
