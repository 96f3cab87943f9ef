package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * One box of ISO 14496-12.
 *
 * @param content  where what is in it begins
 * @param end      where the next one begins
 * @param toTheEnd whether it says that it goes on to the end of the file
 */
record IsoBox(long at, String type, long content, long end, boolean toTheEnd) {

    static final int HEAD = 8;
    private static final int LARGE_HEAD = 16;
    /** The size stands behind the type, in eight bytes. */
    private static final long LARGE = 1;

    /**
     * @param limit where the one that it is in ends
     */
    static IsoBox of(Bytes bytes, long at, long limit) throws IOException {
        bytes.need(at, HEAD, "the header of a box");
        long size = bytes.big(at, 4);
        String type = bytes.text(at + 4, 4);
        if (size == LARGE) {
            bytes.need(at, LARGE_HEAD, "the header of a box");
            return new IsoBox(at, type, at + LARGE_HEAD, at + bytes.big(at + HEAD, 8), false);
        }
        return new IsoBox(at, type, at + HEAD, size == 0 ? limit : at + size, size == 0);
    }

    boolean fits(long limit) {
        return end >= content && end <= limit;
    }
}
