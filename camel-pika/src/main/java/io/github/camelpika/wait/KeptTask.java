package io.github.camelpika.wait;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.model.VideoTask;

/**
 * The form in which waits keep the task that they have seen. Nothing but its id sets most tasks that are on their way apart, so
 * all that are alike are kept as one, without an id, and a wait that has the id puts it back.
 */
final class KeptTask {

    /** There are a few gateways and states, and a hundred steps of progress. */
    private static final int MOST = 10_000;
    private static final Map<VideoTask, VideoTask> SHARED = new ConcurrentHashMap<>();

    private KeptTask() {
    }

    /**
     * @param before what was kept until now, or null; the same is not kept anew, as what lives as long as a wait and changes
     *               with each poll is dear to collect
     */
    static VideoTask of(VideoTask seen, String taskId, VideoTask before) {
        if (!isPlain(seen) || !taskId.equals(seen.taskId())) {
            return seen.equals(before) ? before : seen;
        }
        boolean same = before != null && before.taskId() == null && before.state() == seen.state()
                       && Objects.equals(before.progress(), seen.progress());
        return same ? before : shared(seen);
    }

    private static boolean isPlain(VideoTask seen) {
        return !seen.state().isEnded() && seen.videos().isEmpty() && seen.prompt() == null && seen.points() == null
               && seen.refund() == null && seen.error() == null && seen.errorCode() == null && seen.createdAt() == null
               && seen.updatedAt() == null && seen.queuePosition() == null && seen.billing() == null;
    }

    private static VideoTask shared(VideoTask seen) {
        VideoTask plain = seen.withTaskId(null);
        VideoTask there = SHARED.get(plain);
        if (there == null && SHARED.size() < MOST) {
            there = SHARED.computeIfAbsent(plain, each -> each);
        }
        return there == null ? seen : there;
    }

    /**
     * The task as it was seen.
     *
     * @param kept may be null
     */
    static VideoTask whole(VideoTask kept, String taskId) {
        return kept == null || kept.taskId() != null ? kept : kept.withTaskId(taskId);
    }
}
