package io.github.camelpika.download.media;

/**
 * What a file can be, with its media type (as Apache's mime.types has it) and the ending of its name.
 */
public enum Format {

    MP4("video/mp4", ".mp4", true, false),
    M4V("video/x-m4v", ".m4v", true, false),
    THREE_GP("video/3gpp", ".3gp", true, false),
    QUICKTIME("video/quicktime", ".mov", true, false),
    WEBM("video/webm", ".webm", true, false),
    MATROSKA("video/x-matroska", ".mkv", true, false),
    AVI("video/x-msvideo", ".avi", true, false),
    OGG("video/ogg", ".ogv", true, false),
    MPEG_TS("video/mp2t", ".ts", true, false),
    MPEG_PS("video/mpeg", ".mpg", true, false),
    FLV("video/x-flv", ".flv", true, false),
    ASF("video/x-ms-asf", ".wmv", true, false),
    GIF("image/gif", ".gif", true, true),
    ANIMATED_WEBP("image/webp", ".webp", true, true),
    WEBP("image/webp", ".webp", false, true),
    AVIF("image/avif", ".avif", false, true),
    ANIMATED_AVIF("image/avif", ".avif", true, true),
    HEIC("image/heic", ".heic", false, true),
    PNG("image/png", ".png", false, true),
    JPEG("image/jpeg", ".jpg", false, true);

    private final String mediaType;
    private final String ending;
    private final boolean video;
    private final boolean image;

    Format(String mediaType, String ending, boolean video, boolean image) {
        this.mediaType = mediaType;
        this.ending = ending;
        this.video = video;
        this.image = image;
    }

    public String mediaType() {
        return mediaType;
    }

    /**
     * The ending of a file's name, with its dot.
     */
    public String ending() {
        return ending;
    }

    /**
     * Whether it moves.
     */
    public boolean isVideo() {
        return video;
    }

    /**
     * Whether a still can be shown of it where an image is expected.
     */
    public boolean isImage() {
        return image;
    }
}
