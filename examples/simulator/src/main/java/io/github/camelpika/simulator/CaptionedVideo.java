package io.github.camelpika.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** A video for each prompt and ratio, encoded when first asked for; the latest are kept. */
final class CaptionedVideo implements Video {

    static final Video INSTANCE = new CaptionedVideo();

    private static final int KEPT = 100;
    // A third of the pictures: encoding is what takes the time.
    private static final int EVERY = 3;

    private final Map<Caption, Content> contents = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Caption, Content> eldest) {
            return size() > KEPT;
        }
    };

    private CaptionedVideo() {}

    @Override
    public synchronized Content of(SimTask task) {
        return contents.computeIfAbsent(Caption.of(task), CaptionedVideo::encoded);
    }

    @Override
    public int seconds() {
        return Scene.SECONDS;
    }

    @Override
    public long length() {
        return Video.drawn().length();
    }

    @Override
    public String etag() {
        return Video.drawn().etag();
    }

    @Override
    public void writeTo(OutputStream out, long offset, long count) throws IOException {
        Video.drawn().writeTo(out, offset, count);
    }

    private static Content encoded(Caption caption) {
        return Content.of(Mp4.encode(Scene.FRAMES / EVERY, Scene.FRAMES_PER_SECOND / EVERY,
                number -> caption.on(Scene.frame(number * EVERY))));
    }
}
