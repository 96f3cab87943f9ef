package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * GIF: blocks, of which the last is a semicolon.
 */
final class Gif implements Container {

    private static final int FLAGS = 10;
    private static final int HEAD = 13;
    private static final int IMAGE_FLAGS = 9;
    private static final int IMAGE_HEAD = 10;
    private static final int HAS_COLOURS = 0x80;
    private static final int COLOURS = 0x07;

    @Override
    public boolean starts(Bytes bytes) throws IOException {
        return bytes.says(0, "GIF87a") || bytes.says(0, "GIF89a");
    }

    @Override
    public Format format(Bytes start) {
        return Format.GIF;
    }

    @Override
    public Verdict judge(Bytes bytes) throws IOException {
        boolean image = false;
        long at = HEAD + colours(bytes, FLAGS);
        while (bytes.at(at) != ';') {
            switch (bytes.at(at)) {
                case '!' -> at = behindTheBlocks(bytes, at + 2);
                case ',' -> {
                    image = true;
                    // one byte of the code's size comes before the blocks
                    at = behindTheBlocks(bytes, at + IMAGE_HEAD + colours(bytes, at + IMAGE_FLAGS) + 1);
                }
                default -> throw new Bytes.Ends("there is no block where one is required");
            }
        }
        return image ? new Verdict.Whole(Format.GIF) : new Verdict.Wrong("it has no image");
    }

    private static long colours(Bytes bytes, long flagsAt) throws IOException {
        int flags = bytes.at(flagsAt);
        return (flags & HAS_COLOURS) == 0 ? 0 : 3L << (flags & COLOURS) + 1;
    }

    private static long behindTheBlocks(Bytes bytes, long from) throws IOException {
        long at = from;
        while (bytes.at(at) != 0) {
            at += bytes.at(at) + 1;
        }
        return at + 1;
    }
}
