package io.github.camelpika.wait;

import java.time.Duration;
import java.util.List;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.wait.Throttle.Lane;

/**
 * Writes down what it is told, a line each.
 */
record ToldEvents(List<String> told) implements GatewayEvents {

    @Override
    public void submitted(Submission submission) {
        told.add("submitted " + submission.getClass().getSimpleName());
    }

    @Override
    public void polled(Answer answer) {
        told.add("polled " + (answer instanceof Answer.Known known ? known.task().state() : "failed"));
    }

    @Override
    public void letThrough(Lane lane, Duration waited) {
        if (!waited.isZero()) {
            told.add(lane + " waited " + waited.toMillis());
        }
    }

    @Override
    public void slowedDown(Lane lane) {
        told.add("slowed down " + lane);
    }

    @Override
    public void stoppedAnswering(String trouble, int waiting) {
        told.add("stopped answering, " + waiting + " wait: " + trouble);
    }

    @Override
    public void answersAgain(Duration after) {
        told.add("answers again after " + after.toSeconds() + " s");
    }

    @Override
    public void changed(VideoTask task) {
        told.add("changed " + task.state());
    }

    @Override
    public void ended(VideoTask task, Duration age, SeenDuration duration, boolean costKept) {
        told.add("ended " + task.state() + (duration == null ? "" : " " + duration.age().toMillis() + " gap "
                                                                    + duration.gap().toMillis()));
    }

    @Override
    public void timedOut(String taskId, VideoTask last, Duration age, String reason) {
        told.add("timed out " + taskId + " " + reason);
    }
}
