package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * JPEG: segments, and behind the head of each scan its data, up to the marker of the end.
 */
final class Jpeg implements Container {

    private static final int MARKER = 0xFF;
    private static final int SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;

    @Override
    public boolean starts(Bytes bytes) throws IOException {
        return bytes.says(0, "\u00ff\u00d8\u00ff");
    }

    @Override
    public Format format(Bytes start) {
        return Format.JPEG;
    }

    @Override
    public Verdict judge(Bytes bytes) throws IOException {
        boolean image = false;
        for (long at = 2;;) {
            if (bytes.at(at) != MARKER) {
                throw new Bytes.Ends("there is no marker where one is required");
            }
            int marker = bytes.at(at + 1);
            if (marker == END) {
                return image ? new Verdict.Whole(Format.JPEG) : new Verdict.Wrong("it has no image");
            }
            if (marker == MARKER) {
                at++;
                continue;
            }
            at += 2 + bytes.big(at + 2, 2);
            if (marker == SCAN) {
                image = true;
                at = behindTheData(bytes, at);
            }
        }
    }

    /** In the data a marker is followed by a zero; only those of restarts stand there as they are. */
    private static long behindTheData(Bytes bytes, long from) throws IOException {
        long at = from;
        while (true) {
            int next = bytes.at(at) == MARKER ? bytes.at(at + 1) : 0;
            if (next != 0 && (next < FIRST_RESTART || next > LAST_RESTART)) {
                return at;
            }
            at++;
        }
    }
}
