package io.github.camelpika.download.media;

/**
 * What was seen among the outermost boxes of a file.
 */
final class IsoContents {

    private final Format format;
    private boolean meta;
    private boolean moov;
    private boolean video;
    private boolean media;
    private boolean fragments;
    /** Behind a {@code moof} comes the {@code mdat} that it tells about. */
    private boolean promised;
    private boolean index;
    private boolean open;

    /**
     * @param format null can't be an image
     */
    IsoContents(Format format) {
        this.format = format == null ? Format.QUICKTIME : format;
    }

    void add(String type, boolean filled, boolean toTheEnd) {
        open = open || toTheEnd;
        switch (type) {
            case "meta" -> meta = true;
            case "moov" -> moov = true;
            case "mfra" -> index = true;
            case "moof" -> {
                fragments = true;
                promised = true;
            }
            case "mdat" -> {
                media = media || filled;
                promised = false;
            }
            default -> {
                // players skip it, too
            }
        }
    }

    void tracks(boolean withVideo) {
        video = video || withVideo;
    }

    /** The picture is in the {@code meta} box itself. */
    void inline(boolean picture) {
        media = media || picture;
    }

    private boolean isStill() {
        return format.isImage() && !format.isVideo();
    }

    /**
     * Whether all that must be there has come.
     */
    boolean mayEnd() {
        return media && !promised && (isStill() ? meta : moov);
    }

    Verdict verdict(Bytes bytes) {
        if (isStill() && !meta) {
            return new Verdict.Cut("it has no meta box, where its picture is described");
        }
        if (!isStill() && !moov) {
            return new Verdict.Cut("it has no moov box, where its tracks are listed");
        }
        if (!isStill() && !video && format != Format.ANIMATED_AVIF) {
            return new Verdict.Wrong("it has no video track");
        }
        if (!mayEnd()) {
            return new Verdict.Cut("it has no media data after its description");
        }
        boolean shown = !open && (!fragments || index);
        return shown ? new Verdict.Whole(format) : Verdict.mayGoOn(bytes, format);
    }
}
