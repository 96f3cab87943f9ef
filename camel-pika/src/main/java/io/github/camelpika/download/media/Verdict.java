package io.github.camelpika.download.media;

/**
 * What the bytes of a file, all of which have come, amount to.
 */
public sealed interface Verdict {

    /** It is whole. */
    record Whole(Format format) implements Verdict {
    }

    /**
     * Nothing contradicts it, but this format doesn't show its own end, or not always, and nobody said how long the file
     * is.
     */
    record CannotBeTold(Format format) implements Verdict {
    }

    /** Something is missing at its end: it may come better next time. */
    record Cut(String reason) implements Verdict {
    }

    /** It would be no such file the next time, either. */
    record Wrong(String reason) implements Verdict {
    }

    /**
     * Of a file that may end where it ends, but may go on as well.
     */
    static Verdict mayGoOn(Bytes bytes, Format format) {
        return bytes.announced() ? new Whole(format) : new CannotBeTold(format);
    }
}
