package io.github.camelpika.download.media;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of a file that has come, or of its beginning, looked at through a window of a few kilobytes.
 */
public final class Bytes {

    private static final int WINDOW = 8 * 1024;
    private static final int LONG = 8;
    private static final int BITS = 8;
    private static final int BYTE = 0xff;

    private final Source source;
    private final long size;
    private final boolean announced;
    private final ByteBuffer window;
    private long start;

    /** Where they are. */
    @FunctionalInterface
    public interface Source {

        /**
         * Fills the buffer with what is at a place in the file, as far as there is anything.
         */
        void read(ByteBuffer buffer, long position) throws IOException;
    }

    /** The file ends where it can't end. */
    static final class Ends extends IOException {

        private static final long serialVersionUID = 1L;

        Ends(String where) {
            super(where);
        }
    }

    /**
     * @param announced whether the server said how many bytes there are, so that none can be missing behind them
     */
    public Bytes(Source source, long size, boolean announced) {
        this.source = source;
        this.size = size;
        this.announced = announced;
        this.window = ByteBuffer.allocate((int) Math.min(WINDOW, size)).limit(0);
    }

    long size() {
        return size;
    }

    boolean announced() {
        return announced;
    }

    /**
     * Whether there are so many bytes at this place.
     */
    boolean has(long position, long count) {
        return position >= 0 && count >= 0 && position <= size - count;
    }

    /**
     * Makes sure that so many bytes are at this place.
     */
    void need(long position, long count, String within) throws Ends {
        if (!has(position, count)) {
            throw new Ends("it ends within " + within);
        }
    }

    int at(long position) throws IOException {
        need(position, 1, "a number");
        if (position < start || position >= start + window.limit()) {
            start = position;
            window.clear().limit((int) Math.min(window.capacity(), size - position));
            source.read(window, position);
            if (window.flip().limit() == 0) {
                throw new EOFException("the file on the disk has become shorter");
            }
        }
        return window.get((int) (position - start)) & BYTE;
    }

    /** A number with its largest byte first. */
    long big(long position, int count) throws IOException {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number = number << BITS | at(position + i);
        }
        return number;
    }

    /** A number with its smallest byte first. */
    long little(long position, int count) throws IOException {
        return Long.reverseBytes(big(position, count) << BITS * (LONG - count));
    }

    /** So many characters, each a byte. */
    String text(long position, int count) throws IOException {
        byte[] text = new byte[count];
        for (int i = 0; i < count; i++) {
            text[i] = (byte) at(position + i);
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether the text stands at this place.
     */
    boolean says(long position, String text) throws IOException {
        return has(position, text.length()) && text.equals(text(position, text.length()));
    }
}
