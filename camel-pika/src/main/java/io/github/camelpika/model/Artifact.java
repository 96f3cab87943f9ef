package io.github.camelpika.model;

import java.util.function.Function;

/**
 * A file that a task made, as the option {@code artifact} names it.
 */
public enum Artifact {
    video(true, Video::url),
    sharing(true, Video::sharingUrl),
    poster(false, Video::posterUrl),
    thumbnail(false, Video::thumbnailUrl),
    lastFrame(false, Video::lastFrameUrl);

    private final boolean moving;
    private final Function<Video, String> url;

    Artifact(boolean moving, Function<Video, String> url) {
        this.moving = moving;
        this.url = url;
    }

    /**
     * Whether it is a video; else it is an image.
     */
    public boolean isVideo() {
        return moving;
    }

    /**
     * Its address, or null if the gateway gave none.
     */
    public String urlIn(Video of) {
        return url.apply(of);
    }
}
