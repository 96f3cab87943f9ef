package io.github.camelpika.simulator;

/** What finished tasks are served with. */
public interface Video extends Content {

    /** How many bytes all versions of an {@link #ofSize} video begin with. */
    int HEAD = 89;

    /** The length that gateways report. */
    int seconds();

    /** What one task is served with. */
    default Content of(SimTask task) {
        return this;
    }

    /** The {@link #drawn} one in each task's ratio, with its prompt written on it, which takes a moment per prompt. */
    static Video captioned() {
        return CaptionedVideo.INSTANCE;
    }

    /** What it is after so many changes: of the same size, with other bytes. */
    default Video version(int version) {
        return ofSize(length(), version);
    }

    /** A real, playable MP4 of three seconds, drawn once for all simulators. */
    static Video drawn() {
        return DrawnVideo.INSTANCE;
    }

    /**
     * A body of any size for tests of big files: deterministic, never held in memory. It starts as an MP4 with a video track
     * does, but no player shows it.
     */
    static Video ofSize(long bytes) {
        return new SyntheticVideo(bytes);
    }

    /** The same size with other bytes (behind a head of {@link #HEAD}) for each version from 0 to 255. */
    static Video ofSize(long bytes, int version) {
        return new SyntheticVideo(bytes, version);
    }

    /** The byte that every {@link #ofSize} video longer than the offset has there. */
    static byte byteAt(long offset) {
        return SyntheticVideo.byteAt(offset);
    }
}
