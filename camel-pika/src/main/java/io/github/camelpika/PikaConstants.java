package io.github.camelpika;

import org.apache.camel.spi.Metadata;

/**
 * The headers of the component.
 */
public final class PikaConstants {

    @Metadata(label = "generate", description = "What the video should show. Overrides the option and the body.",
              javaType = "String")
    public static final String PROMPT = "CamelPikaPrompt";
    @Metadata(label = "generate", description = "The aspect ratio, width to height, such as 16:9. Overrides the"
            + " option and the body.",
              javaType = "String")
    public static final String RATIO = "CamelPikaRatio";
    @Metadata(label = "generate", description = "The effect. Overrides the option and the body.", javaType = "String")
    public static final String STYLE = "CamelPikaStyle";
    @Metadata(label = "generate", description = "Whether to add sound effects. Overrides the option and the body.",
              javaType = "Boolean")
    public static final String SFX = "CamelPikaSfx";
    @Metadata(label = "generate", description = "The model's number. Overrides the option and the body.",
              javaType = "String")
    public static final String MODEL = "CamelPikaModel";
    @Metadata(label = "generate", description = "Frames per second, 8 to 24. Overrides the option and the body.",
              javaType = "Integer")
    public static final String FRAME_RATE = "CamelPikaFrameRate";
    @Metadata(label = "generate",
              description = "How closely to follow the prompt, 5 to 25. Overrides the option and the body.",
              javaType = "Integer")
    public static final String GUIDANCE_SCALE = "CamelPikaGuidanceScale";
    @Metadata(label = "generate", description = "How much motion the video has, 0 to 4. Overrides the option and the body.",
              javaType = "Integer")
    public static final String MOTION = "CamelPikaMotion";
    @Metadata(label = "generate", description = "What the video should not show. Overrides the option and the body.",
              javaType = "String")
    public static final String NEGATIVE_PROMPT = "CamelPikaNegativePrompt";
    @Metadata(label = "generate", description = "The seed. Overrides the option and the body.", javaType = "Long")
    public static final String SEED = "CamelPikaSeed";
    @Metadata(label = "generate", description = "An image to start from, as a URL or Base64, or as a file, bytes or a stream. Overrides the option and the body.",
              javaType = "Object")
    public static final String IMAGE = "CamelPikaImage";
    @Metadata(label = "generate", description = "A video to start from, as a URL. Overrides the option and the body.",
              javaType = "String")
    public static final String VIDEO = "CamelPikaVideo";
    @Metadata(label = "generate", description = "Where the camera pans to: left or right. Overrides the option and the body.",
              javaType = "String")
    public static final String CAMERA_PAN = "CamelPikaCameraPan";
    @Metadata(label = "generate", description = "Where the camera tilts to: up or down. Overrides the option and the"
            + " body.", javaType = "String")
    public static final String CAMERA_TILT = "CamelPikaCameraTilt";
    @Metadata(label = "generate", description = "How the camera rotates: cw or ccw. Overrides the option and the"
            + " body.", javaType = "String")
    public static final String CAMERA_ROTATE = "CamelPikaCameraRotate";
    @Metadata(label = "generate", description = "How the camera zooms: in or out. Overrides the option and the"
            + " body.", javaType = "String")
    public static final String CAMERA_ZOOM = "CamelPikaCameraZoom";
    @Metadata(label = "generate",
              description = "The URL that the gateway posts changes of the task to. Overrides the option and the"
                      + " body.", javaType = "String")
    public static final String CALLBACK_URL = "CamelPikaCallbackUrl";

    @Metadata(label = "generate", description = "The length of the video in seconds. Overrides the option and the body.",
              javaType = "Integer")
    public static final String DURATION = "CamelPikaDuration";
    @Metadata(label = "generate", description = "720p or 1080p. Overrides the option and the body.", javaType = "String")
    public static final String RESOLUTION = "CamelPikaResolution";
    @Metadata(label = "generate",
              description = "Pictures to start from, as a list, or as text with commas between. Overrides the option and the body.",
              javaType = "java.util.List")
    public static final String IMAGES = "CamelPikaImages";

    @Metadata(label = "generate", description = "The idempotent key that the task was submitted with, if any.",
              javaType = "String")
    public static final String IDEMPOTENT_KEY = "CamelPikaIdempotentKey";
    @Metadata(label = "generate",
              description = "true if nothing was posted, because the key was submitted before: this is that task.",
              javaType = "Boolean")
    public static final String REATTACHED = "CamelPikaReattached";
    @Metadata(label = "cancel",
              description = "What the gateway said: requested, and the task may still finish; too-late, as it has ended; or not-found.",
              javaType = "String", enums = "requested,too-late,not-found")
    public static final String CANCEL = "CamelPikaCancel";
    @Metadata(description = "The gateway's id of the task. Set by generate, feed and cancel; read by feed, cancel and download.",
              javaType = "String")
    public static final String TASK_ID = "CamelPikaTaskId";
    @Metadata(description = "The gateway that has the task.", javaType = "String")
    public static final String GATEWAY = "CamelPikaGateway";
    @Metadata(description = "The state of the task.", javaType = "String",
              enums = "QUEUED,RUNNING,SUCCEEDED,FAILED,CANCELLED,UNKNOWN,TIMED_OUT")
    public static final String STATE = "CamelPikaState";
    @Metadata(label = "feed", description = "The progress of the task in percent, 0 to 100, if the gateway reports it.",
              javaType = "Integer")
    public static final String PROGRESS = "CamelPikaProgress";
    @Metadata(label = "feed", description = "The URL of the finished video. Read by download.", javaType = "String")
    public static final String VIDEO_URL = "CamelPikaVideoUrl";
    @Metadata(label = "feed", description = "The URL of a copy for sharing.", javaType = "String")
    public static final String SHARING_URL = "CamelPikaSharingUrl";
    @Metadata(label = "feed", description = "The URL of a poster, the image to show before the video starts.", javaType = "String")
    public static final String POSTER_URL = "CamelPikaPosterUrl";
    @Metadata(label = "feed", description = "The URL of a thumbnail.", javaType = "String")
    public static final String THUMBNAIL_URL = "CamelPikaThumbnailUrl";
    @Metadata(label = "feed", description = "The URL of the last frame as an image.", javaType = "String")
    public static final String LAST_FRAME_URL = "CamelPikaLastFrameUrl";
    @Metadata(label = "feed", description = "The length of the video in seconds.", javaType = "Double")
    public static final String VIDEO_DURATION = "CamelPikaVideoDuration";
    @Metadata(label = "feed", description = "The seed that the video was made with.", javaType = "Long")
    public static final String VIDEO_SEED = "CamelPikaVideoSeed";
    @Metadata(label = "feed", description = "What the task cost, in the gateway's points.", javaType = "Long")
    public static final String POINTS = "CamelPikaPoints";
    @Metadata(label = "feed", description = "Points that were refunded.", javaType = "Long")
    public static final String REFUND = "CamelPikaRefund";
    @Metadata(label = "feed", description = "How many tasks stand before this one in the gateway's queue, where the gateway tells it.",
              javaType = "Integer")
    public static final String QUEUE_POSITION = "CamelPikaQueuePosition";
    @Metadata(label = "feed",
              description = "What the task cost in US dollars, where the gateway tells it, or tells the units and unitPrice is set."
                      + " After quote, what it would cost. A decimal as text, which Simple compares right; getHeader(name, BigDecimal.class) gives a number.",
              javaType = "String")
    public static final String COST = "CamelPikaCost";
    @Metadata(label = "feed", description = "Whether the cost of the task is known: pending if not yet, unavailable if it never will be; quoted after quote.",
              javaType = "String", enums = "quoted,pending,settled,unavailable")
    public static final String COST_STATE = "CamelPikaCostState";
    @Metadata(label = "feed", description = "Why there is no video.", javaType = "String")
    public static final String ERROR = "CamelPikaError";
    @Metadata(description = "The gateway's own error code, if any, when there is no task or no video.",
              javaType = "String")
    public static final String ERROR_CODE = "CamelPikaErrorCode";
    @Metadata(label = "feed", description = "How many times the gateway was polled during the wait.",
              javaType = "Integer")
    public static final String POLLS = "CamelPikaPolls";
    @Metadata(label = "feed", description = "How long the wait took, in milliseconds.", javaType = "Long")
    public static final String WAIT_MILLIS = "CamelPikaWaitMillis";
    @Metadata(label = "feed",
              description = "The body of the exchange that submitted the task, as text, in a route that starts from feed.",
              javaType = "String")
    public static final String SUBMITTED_BODY = "CamelPikaSubmittedBody";
    @Metadata(label = "download", description = "The absolute path of the downloaded file. Set with one artifact, if"
            + " the option directory is set.",
              javaType = "String")
    public static final String FILE = "CamelPikaFile";
    @Metadata(label = "download",
              description = "The media type of the downloaded file by its content, such as video/mp4. Set with one artifact.",
              javaType = "String")
    public static final String MEDIA_TYPE = "CamelPikaMediaType";
    @Metadata(label = "download", description = "The size of the downloaded file in bytes. Set with one artifact.",
              javaType = "Long")
    public static final String FILE_SIZE = "CamelPikaFileSize";

    @Metadata(label = "cost",
              description = "The days of the report: today, yesterday, month, a day such as 2026-01-31, or two of them with a slash"
                      + " between. Overrides the option.", javaType = "String")
    public static final String REPORT_DAYS = "CamelPikaReportDays";

    private PikaConstants() {
    }
}
