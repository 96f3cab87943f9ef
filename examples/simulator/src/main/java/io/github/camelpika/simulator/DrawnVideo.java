package io.github.camelpika.simulator;

import java.io.IOException;
import java.io.OutputStream;

/** The {@link Scene} as an MP4. It is encoded when first asked for, which takes about a second. */
final class DrawnVideo implements Video {

    static final Video INSTANCE = new DrawnVideo();

    private DrawnVideo() {}

    @Override
    public int seconds() {
        return Scene.SECONDS;
    }

    @Override
    public long length() {
        return Encoded.CONTENT.length();
    }

    @Override
    public String etag() {
        return Encoded.CONTENT.etag();
    }

    @Override
    public void writeTo(OutputStream out, long offset, long count) throws IOException {
        Encoded.CONTENT.writeTo(out, offset, count);
    }

    private static final class Encoded {
        static final Content CONTENT = Content.of(Mp4.encode(Scene.FRAMES, Scene.FRAMES_PER_SECOND, Scene::frame));
    }
}
