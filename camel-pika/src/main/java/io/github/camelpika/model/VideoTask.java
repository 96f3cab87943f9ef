package io.github.camelpika.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A generation job at a gateway, as it was when the gateway was last asked.
 *
 * @param taskId    the gateway's id; null only for a submission whose fate is {@link TaskState#UNKNOWN}
 * @param gateway   the gateway that has it, as the option {@code gateway} names it
 * @param state     where it is
 * @param progress  0 to 100; null where the gateway tells none (the envelope dialect)
 * @param videos    what it made; empty until {@link TaskState#SUCCEEDED}
 * @param prompt    the prompt as the gateway echoes it; of a task of a queue that it doesn't echo, the first words; or null
 * @param points    what it cost, in the gateway's points, or null
 * @param refund    points that were given back, or null
 * @param error     why it failed; of a task that is in progress, what keeps it from its end: see {@link #lacksAddress()};
 *                  else null
 * @param errorCode the gateway's own code for why it failed, or null
 * @param createdAt when the gateway accepted it, by the gateway's clock, or null
 * @param updatedAt when the gateway last changed it, by the gateway's clock, or null
 * @param queuePosition how many stand before it in the gateway's queue, or null (fal)
 * @param billing   what the gateway tells of its money, or null (pika, fal)
 */
public record VideoTask(String taskId, String gateway, TaskState state, Integer progress, List<Video> videos,
                        String prompt, Long points, Long refund, String error, String errorCode, Instant createdAt,
                        Instant updatedAt, Integer queuePosition, Billing billing) {

    public VideoTask {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(state, "state");
        videos = videos == null ? List.of() : List.copyOf(videos);
    }

    /**
     * A task of a gateway that tells of no queue and no money.
     */
    public VideoTask(String taskId, String gateway, TaskState state, Integer progress, List<Video> videos, String prompt,
                     Long points, Long refund, String error, String errorCode, Instant createdAt, Instant updatedAt) {
        this(taskId, gateway, state, progress, videos, prompt, points, refund, error, errorCode, createdAt, updatedAt, null,
                null);
    }

    /**
     * A task whose gateway has no code for why it failed.
     */
    public VideoTask(String taskId, String gateway, TaskState state, Integer progress, List<Video> videos, String prompt,
                     Long points, Long refund, String error, Instant createdAt, Instant updatedAt) {
        this(taskId, gateway, state, progress, videos, prompt, points, refund, error, null, createdAt, updatedAt);
    }

    /**
     * A task of which only its state is known.
     */
    public static VideoTask of(String taskId, String gateway, TaskState state) {
        return new VideoTask(taskId, gateway, state, null, List.of(), null, null, null, null, null, null);
    }

    /**
     * The first video, or null while there is none.
     */
    public Video video() {
        return videos.isEmpty() ? null : videos.get(0);
    }

    /**
     * The same task in another state, with the reason for it.
     */
    public VideoTask ended(TaskState newState, String reason) {
        return changed(newState, videos, prompt, reason, null);
    }

    /**
     * The same task as one that failed, and has nothing to download.
     *
     * @param code the gateway's own, or null
     */
    public VideoTask failed(String reason, String code) {
        return changed(TaskState.FAILED, List.of(), prompt, reason, code);
    }

    /**
     * The same task as one whose address is still to come.
     *
     * @param reason what its gateway says, for a person
     */
    public VideoTask lackingAddress(String reason) {
        return changed(TaskState.RUNNING, List.of(), prompt, reason, errorCode);
    }

    /**
     * Whether the gateway says that the task has succeeded, but not where the video is. The address may still come, so the
     * task is in progress, with that for its error.
     */
    public boolean lacksAddress() {
        return state == TaskState.RUNNING && error != null;
    }

    /**
     * The same task with nothing to download.
     */
    public VideoTask withoutVideos() {
        return changed(state, List.of(), prompt, error, errorCode);
    }

    /**
     * The same task with the prompt that it was asked for with.
     */
    public VideoTask withPrompt(String newPrompt) {
        return changed(state, videos, newPrompt, error, errorCode);
    }

    /**
     * The same task under another id.
     */
    public VideoTask withTaskId(String newId) {
        return new VideoTask(newId, gateway, state, progress, videos, prompt, points, refund, error, errorCode, createdAt, updatedAt,
                queuePosition, billing);
    }

    private VideoTask changed(TaskState newState, List<Video> newVideos, String newPrompt, String newError, String newCode) {
        return new VideoTask(taskId, gateway, newState, progress, newVideos, newPrompt, points, refund, newError, newCode,
                createdAt, updatedAt, queuePosition, billing);
    }

    /**
     * Whether somebody who watches the task would see a difference.
     */
    public boolean looksDifferentFrom(VideoTask other) {
        return other == null || state != other.state || !Objects.equals(progress, other.progress)
               || lacksAddress() != other.lacksAddress() || !Objects.equals(queuePosition, other.queuePosition);
    }

    /**
     * What is known, by name, in order: the form that is written as JSON. Instants are ISO-8601 text.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        Video.put(map, "taskId", taskId);
        map.put("gateway", gateway);
        map.put("state", state.name());
        Video.put(map, "progress", progress);
        Video.put(map, "queuePosition", queuePosition);
        map.put("videos", videos.stream().map(Video::toMap).toList());
        Video.put(map, "prompt", prompt);
        Video.put(map, "points", points);
        Video.put(map, "refund", refund);
        Video.put(map, "billing", billing == null ? null : billing.toMap());
        Video.put(map, "error", error);
        Video.put(map, "errorCode", errorCode);
        Video.put(map, "createdAt", createdAt == null ? null : createdAt.toString());
        Video.put(map, "updatedAt", updatedAt == null ? null : updatedAt.toString());
        return map;
    }
}
