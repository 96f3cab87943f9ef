package io.github.camelpika.download.media;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells by its bytes what a file is and whether it is whole, whatever a server says of it.
 */
public final class Media {

    /** So many bytes are enough to tell the format. */
    public static final int ENOUGH = 4_096;

    private static final List<Container> CONTAINERS = List.of(new IsoBoxes(), new Ebml(), new Riff(), new Ogg(), new Gif(), new Png(),
            new Jpeg(), new Endless());

    private Media() {
    }

    /**
     * What the first bytes show that it is instead of what is wanted; null if it may be that.
     *
     * @param start  {@link #ENOUGH} bytes, or all that there are
     * @param wanted whether a format will do
     */
    public static String instead(Bytes start, Predicate<Format> wanted) throws IOException {
        Container container = container(start);
        if (container == null) {
            return Page.describe(start);
        }
        Format format = format(container, start);
        return format == null || wanted.test(format) ? null : format.mediaType();
    }

    /**
     * What all bytes of a file come to.
     */
    public static Verdict judge(Bytes bytes, Predicate<Format> wanted) throws IOException {
        String instead = instead(bytes, wanted);
        if (instead != null) {
            return new Verdict.Wrong("it is " + instead);
        }
        Container container = container(bytes);
        try {
            return container.judge(bytes);
        } catch (Bytes.Ends e) {
            return new Verdict.Cut(e.getMessage());
        }
    }

    /**
     * What a file is that begins so, or null.
     */
    public static Format format(Bytes start) throws IOException {
        Container container = container(start);
        return container == null ? null : format(container, start);
    }

    private static Container container(Bytes start) throws IOException {
        for (Container each : CONTAINERS) {
            if (each.starts(start)) {
                return each;
            }
        }
        return null;
    }

    private static Format format(Container container, Bytes start) throws IOException {
        try {
            return container.format(start);
        } catch (Bytes.Ends e) {
            return null;
        }
    }
}
