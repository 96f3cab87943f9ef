package io.github.camelpika.model;

/**
 * What decides how long a job takes, as far as it is known: the model that makes the video, and what it starts from.
 *
 * @param model the model's number as the request has it; null for the gateway's own default
 * @param input what the video is made from; null where nothing is known of the job, see {@link #ANY}
 */
public record JobKind(String model, Input input) {

    /** Of a job that somebody else submitted, or too long ago. */
    public static final JobKind ANY = new JobKind(null, null);

    /**
     * What a video is made from, always together with a prompt.
     */
    public enum Input {
        TEXT, IMAGE, VIDEO
    }

    public static JobKind of(GenerateRequest request) {
        boolean pictures = request.image() != null || !request.images().isEmpty();
        Input input = request.video() != null ? Input.VIDEO : pictures ? Input.IMAGE : Input.TEXT;
        return new JobKind(request.model(), input);
    }
}
