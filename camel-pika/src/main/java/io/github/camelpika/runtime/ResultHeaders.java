package io.github.camelpika.runtime;

import java.math.BigDecimal;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.model.Billing;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.wait.WaitResult;
import org.apache.camel.Message;

/**
 * Tells about a task in a message's headers. What is not known of this task is removed, so that nothing of an earlier
 * one is left: a stale address would be downloaded.
 */
public final class ResultHeaders {

    private static final Video NO_VIDEO = new Video(null, null, null, null, null, null, null);

    private static final VideoTask NOTHING = VideoTask.of(null, "none", TaskState.UNKNOWN);

    private ResultHeaders() {
    }

    public static void set(Message message, VideoTask task) {
        set(message, task, null);
    }

    /**
     * @param unitPrice of a billable unit in US dollars; null if nobody has told it
     */
    public static void set(Message message, VideoTask task, BigDecimal unitPrice) {
        Video video = task.video() == null ? NO_VIDEO : task.video();
        set(message, PikaConstants.TASK_ID, task.taskId());
        set(message, PikaConstants.GATEWAY, task.gateway());
        set(message, PikaConstants.STATE, task.state().name());
        set(message, PikaConstants.PROGRESS, task.progress());
        set(message, PikaConstants.VIDEO_URL, video.url());
        set(message, PikaConstants.SHARING_URL, video.sharingUrl());
        set(message, PikaConstants.POSTER_URL, video.posterUrl());
        set(message, PikaConstants.THUMBNAIL_URL, video.thumbnailUrl());
        set(message, PikaConstants.LAST_FRAME_URL, video.lastFrameUrl());
        set(message, PikaConstants.VIDEO_DURATION, video.duration());
        set(message, PikaConstants.VIDEO_SEED, video.seed());
        set(message, PikaConstants.POINTS, task.points());
        set(message, PikaConstants.REFUND, task.refund());
        set(message, PikaConstants.QUEUE_POSITION, task.queuePosition());
        cost(message, task.billing(), unitPrice);
        set(message, PikaConstants.ERROR, task.error());
        set(message, PikaConstants.ERROR_CODE, task.errorCode());
        message.removeHeader(PikaConstants.POLLS);
        message.removeHeader(PikaConstants.WAIT_MILLIS);
        message.removeHeader(PikaConstants.FILE);
        message.removeHeader(PikaConstants.MEDIA_TYPE);
        message.removeHeader(PikaConstants.FILE_SIZE);
    }

    private static void cost(Message message, Billing billing, BigDecimal unitPrice) {
        BigDecimal cost = billing == null ? null : billing.cost(unitPrice);
        Billing.State state = billing == null || billing.state() != null || cost == null
                ? billing == null ? null : billing.state()
                : Billing.State.SETTLED;
        cost(message, cost, state == null ? null : state.toString());
    }

    /**
     * As a text: Simple compares any other kind of number, a BigDecimal of all, as if both sides were whole numbers.
     *
     * @param cost  in US dollars, or null
     * @param state how sure it is, or null
     */
    public static void cost(Message message, BigDecimal cost, String state) {
        set(message, PikaConstants.COST, cost == null ? null : cost.toPlainString());
        set(message, PikaConstants.COST_STATE, state);
    }

    /**
     * Tells what a wait took, after the task was told.
     */
    public static void set(Message message, WaitResult result) {
        message.setHeader(PikaConstants.TASK_ID, result.taskId());
        message.setHeader(PikaConstants.POLLS, result.polls());
        message.setHeader(PikaConstants.WAIT_MILLIS, result.waited().toMillis());
    }

    /**
     * Nothing is known, not even a task.
     */
    public static void clear(Message message) {
        set(message, NOTHING);
        message.removeHeader(PikaConstants.GATEWAY);
        message.removeHeader(PikaConstants.STATE);
    }

    public static void set(Message message, String header, Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
