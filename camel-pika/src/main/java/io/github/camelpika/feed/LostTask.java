package io.github.camelpika.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executor;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.WaitListener;
import io.github.camelpika.wait.WaitResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the gateway says of a task that a callback named for a submission whose fate is not known. Whoever has the
 * callback's address can name any, so it becomes the submission's only if the gateway says that it is the same job.
 */
final class LostTask implements WaitListener {

    private static final Logger LOG = LoggerFactory.getLogger(LostTask.class);

    /** The gateway's clock is another one. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final TrackedTask unknown;
    private final boolean signed;
    private final TaskTracker tracker;
    private final Executor threads;

    /**
     * @param signed whether the gateway has signed the callback, and so has itself named the task for this submission
     * @param threads where the tracker is told, which may block, as others need the one that hears the gateway
     */
    LostTask(TrackedTask unknown, boolean signed, TaskTracker tracker, Executor threads) {
        this.unknown = unknown;
        this.signed = signed;
        this.tracker = tracker;
        this.threads = threads;
    }

    @Override
    public void changed(VideoTask task) {
        if (isSameJob(task)) {
            threads.execute(() -> tracker.accepted(unknown.id(), task.taskId()));
        } else {
            LOG.warn("A callback named task {} for submission {} of queue {}, whose fate is unknown, but {} doesn't confirm that it is"
                     + " the same job, so the fate stays unknown", task.taskId(), unknown.id(), unknown.queue(), task.gateway());
        }
    }

    @Override
    public void ended(WaitResult result) {
        // if nothing was seen until now, the next callback may tell more
    }

    private boolean isSameJob(VideoTask task) {
        String prompt = unknown.task().prompt();
        if (prompt != null && task.prompt() != null && !task.prompt().isBlank()) {
            return comparable(prompt).equals(comparable(JobLabel.firstWords(task.prompt())));
        }
        if (task.createdAt() != null && unknown.acceptedAt() != null) {
            Instant begun = unknown.acceptedAt();
            return !task.createdAt().isBefore(begun.minus(CLOCKS_DIFFER))
                   && !task.createdAt().isAfter(begun.plus(TaskTracker.INTENT_LIVES).plus(CLOCKS_DIFFER));
        }
        return signed;
    }

    private static String comparable(String prompt) {
        return prompt.strip().toLowerCase(Locale.ROOT);
    }
}
