package io.github.camelpika.fetch;

import java.util.concurrent.CompletableFuture;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.wait.FixedSchedule;
import io.github.camelpika.wait.Wait;
import io.github.camelpika.wait.WaitEnd;
import io.github.camelpika.wait.WaitListener;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.WaitResult;

/**
 * Asks the gateway where the files of a task are, without waiting for the task.
 */
final class VideoLookup implements WaitListener {

    private final Gateway gateway;
    private final CompletableFuture<Video> answer = new CompletableFuture<>();
    private volatile Wait wait;

    private VideoLookup(Gateway gateway) {
        this.gateway = gateway;
    }

    static VideoLookup ask(GatewayAccount account, ComponentRuntime runtime, PikaConfiguration options, String taskId) {
        VideoLookup question = new VideoLookup(account.gateway());
        try {
            WaitPolicy once = new WaitPolicy(account.access(), new FixedSchedule(options.getPollInterval()),
                    options.getDownloadTimeout(), options.getDownloadTimeout(), options.getPermanentAfter(), true);
            question.wait = runtime.waiter().start(taskId, once, question);
        } catch (Throwable e) {
            question.answer.completeExceptionally(e);
        }
        return question;
    }

    /**
     * The video, or a {@link PikaException}.
     */
    CompletableFuture<Video> answer() {
        return answer;
    }

    void stop() {
        if (wait != null) {
            wait.stop();
        }
    }

    @Override
    public void changed(VideoTask task) {
        // one answer is all there is
    }

    @Override
    public void ended(WaitResult result) {
        try {
            answer.complete(video(result));
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private Video video(WaitResult result) {
        String taskId = result.taskId();
        if (result.end() instanceof WaitEnd.Answered answered) {
            VideoTask task = answered.task();
            if (task.state() == TaskState.SUCCEEDED && task.video() != null) {
                return task.video();
            }
            throw new PikaDownloadException("Task " + taskId + " has no file, because it is " + task.state()
                                            + (task.state().isEnded() ? "" : ": put pika:feed before pika:download"),
                    taskId);
        }
        if (result.end() instanceof WaitEnd.Failed failed) {
            throw new PikaGatewayException(gateway.title() + " could not say where the file of task "
                                           + taskId + " is", taskId, failed.error());
        }
        throw new PikaDownloadException("It is not known where the file of task " + taskId + " is, because "
                                        + (result.end() instanceof WaitEnd.TimedOut timedOut
                                                ? timedOut.reason() : "the context is stopping"), taskId);
    }
}
