package io.github.camelpika.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Reads an answer as text, and past what nobody asked for: some gateways send the picture of the request along, or a
 * frame of the video, as a text of many megabytes in their JSON. Such a text is empty here, and never held as a whole.
 */
final class AnswerText {

    /** No answer is, and a line that never ends must not hold a worker. */
    static final int LARGEST = 32 << 20;
    /** What is kept of it. Answers are a few kilobytes; a list of all tasks is some hundred. */
    static final int MOST_KEPT = 4 << 20;
    /** Far more than an address or a reason has, and less than a picture. */
    static final int LONGEST_TEXT = 64 << 10;
    /** The JDK's own reading to the end takes 16 KiB for it, which is most of what a poll would leave to collect. */
    private static final int TYPICAL = 2_048;

    private byte[] kept = new byte[TYPICAL];
    private Charset said;
    private int length;
    private boolean json;
    private boolean quoted;
    private boolean escaped;
    private boolean dropping;
    private int quoteEnd;

    /**
     * An answer that is larger than any is.
     */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(String what) {
            super("the answer is larger than " + what);
        }
    }

    /**
     * Reads to the end.
     *
     * @param  announced how many bytes that are, or -1
     * @param  charset   that it is said to be in, or null
     * @throws TooLarge  before that, if it is too far
     */
    void read(InputStream in, long announced, Charset charset) throws IOException {
        said = charset;
        long all = 0;
        if (announced > LARGEST) {
            throw new TooLarge(LARGEST + " bytes");
        }
        for (int more = in.read(kept); more >= 0; more = in.read(kept, length, kept.length - length)) {
            all += more;
            if (all > LARGEST) {
                throw new TooLarge(LARGEST + " bytes");
            }
            keep(more);
            if (length > MOST_KEPT) {
                throw new TooLarge(MOST_KEPT + " bytes, even without the long texts in it");
            }
            if (length == kept.length) {
                kept = Arrays.copyOf(kept, 2 * length);
            }
        }
    }

    /**
     * What was read so far, also if it is not all.
     */
    String text() {
        return AnswerCharset.read(kept, length, said);
    }

    /**
     * How many bytes are held for it.
     */
    int room() {
        return kept.length;
    }

    /**
     * Moves what is to be kept of the bytes that came to the place behind what was kept before. No byte of a character
     * that takes several looks like a quote.
     */
    private void keep(int more) {
        int from = length;
        for (int i = from; i < from + more; i++) {
            byte next = kept[i];
            if (!quoted) {
                json |= next == '{' || next == '[';
                kept[length++] = next;
                quoted = json && next == '"';
                quoteEnd = length;
            } else if (next == '"' && !escaped) {
                quoted = false;
                dropping = false;
                kept[length++] = next;
            } else {
                escaped = next == '\\' && !escaped;
                dropping |= length - quoteEnd >= LONGEST_TEXT;
                if (dropping) {
                    length = quoteEnd;
                } else {
                    kept[length++] = next;
                }
            }
        }
    }
}
