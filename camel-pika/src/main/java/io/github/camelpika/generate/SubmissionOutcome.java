package io.github.camelpika.generate;

import java.util.List;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ResultHeaders;
import io.github.camelpika.runtime.TaskObserver;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.track.Phase;
import io.github.camelpika.track.TaskLog;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;

/**
 * Puts into an exchange what became of its submission.
 */
final class SubmissionOutcome {

    private final Gateway gateway;
    private final TaskObserver observer;
    private final boolean queued;
    private final SubmissionMark mark;
    private final GenerateRequest request;
    private final TrackedSubmission tracked;
    private final Exchange exchange;

    /**
     * @param queued whether another route takes the finished task
     */
    SubmissionOutcome(Gateway gateway, TaskObserver observer, boolean queued, SubmissionMark mark, GenerateRequest request,
                      TrackedSubmission tracked, Exchange exchange) {
        this.gateway = gateway;
        this.observer = observer;
        this.queued = queued;
        this.mark = mark;
        this.request = request;
        this.tracked = tracked;
        this.exchange = exchange;
    }

    void aboutToPost() {
        mark.set(exchange, request);
    }

    /**
     * Writes what is paid for, or may be, into the log. To be called at once, on whatever thread that is: the process may
     * be killed a moment later, and what it stops takes no more work.
     */
    void log(Submission submission) {
        if (submission instanceof Submission.Accepted accepted) {
            TaskLog.accepted(gateway.name(), accepted.taskId(), label());
        } else if (submission instanceof Submission.Unknown unknown) {
            TaskLog.unknown(gateway.name(), tracked.id(), label(), unknown.describe());
        }
    }

    private JobLabel label() {
        return tracked.label(ExchangeHelper.getAtRouteId(exchange));
    }

    /**
     * Whatever becomes of the tracker, the exchange must know its task.
     */
    void submitted(Submission submission) {
        Throwable trackerFailed = null;
        try {
            tracked.afterwards(submission);
        } catch (Throwable e) {
            trackerFailed = e;
        }
        if (submission instanceof Submission.Accepted accepted) {
            accepted(accepted.taskId(), trackerFailed);
        } else if (submission instanceof Submission.Unknown unknown) {
            unknown(unknown, trackerFailed);
        } else {
            mark.clear(exchange);
            notSubmitted(submission instanceof Submission.Refused refused
                    ? new PikaGatewayException(gateway.title() + " did not accept the job", null, refused.error())
                    : ((Submission.Withheld) submission).failure());
        }
    }

    private void accepted(String taskId, Throwable trackerFailed) {
        VideoTask task = VideoTask.of(taskId, gateway.name(), TaskState.QUEUED);
        ResultHeaders.set(message(), task);
        if (trackerFailed != null) {
            String what = gateway.title() + " accepted task " + taskId + ", but the task tracker could not record it: "
                          + Texts.clean(trackerFailed.toString());
            // it is accepted, so a redelivery must not post it
            mark.keep(exchange, request, what);
            throw new PikaException(what, taskId, trackerFailed);
        }
        mark.accepted(exchange, request, taskId);
        if (tracked.key() != null && !queued) {
            tracked.inline(taskId).putOn(exchange);
        }
        message().setBody(task);
    }

    private void unknown(Submission.Unknown unknown, Throwable trackerFailed) {
        mark.keep(exchange, request, unknown.describe());
        // the exchange goes on, and must not be taken for one with the task of an earlier job
        VideoTask task = new VideoTask(unknown.taskId(), gateway.name(), TaskState.UNKNOWN, null, List.of(), null, null, null,
                unknown.describe(), unknown.error().code(), null, null);
        ResultHeaders.set(message(), task);
        if (!queued || trackerFailed != null) {
            PikaSubmissionUnknownException e = new PikaSubmissionUnknownException(gateway.title(), unknown.describe(), unknown.taskId());
            if (trackerFailed != null) {
                e.addSuppressed(trackerFailed);
            }
            throw e;
        }
        message().setBody(task);
    }

    /**
     * The key has a task already, or a submission whose fate is unknown.
     */
    void reattached(TrackedTask there) {
        ResultHeaders.set(message(), there.task());
        if (!tracked.isOwn(there)) {
            message().setHeader(PikaConstants.REATTACHED, true);
            observer.reattached(gateway);
        }
        if (there.isFateUnknown()) {
            PikaSubmissionUnknownException e = new PikaSubmissionUnknownException(gateway.title(), there.id(), there.claim().key(),
                    there.acceptedAt(), there.task().error());
            mark.keep(exchange, request, e.getReason());
            if (!queued) {
                throw e;
            }
        } else {
            mark.clear(exchange);
            if (there.queue() == null && there.phase() != Phase.DONE) {
                tracked.inline(there.task().taskId()).putOn(exchange);
            }
        }
        message().setBody(there.task());
    }

    void notSubmitted(Throwable e) {
        ResultHeaders.clear(message());
        if (e instanceof PikaGatewayException refused) {
            ResultHeaders.set(message(), PikaConstants.ERROR_CODE, refused.getCode());
        }
        exchange.setException(e);
    }

    private Message message() {
        return exchange.getMessage();
    }
}
