package io.github.camelpika.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import io.github.camelpika.simulator.Video;

/**
 * A video that costs the server nothing to make: the same megabyte again and again, behind the head of an MP4.
 */
record RepeatedVideo(long length, byte[] block) implements Video {

    private static final int BLOCK = 1 << 20;
    private static final int HEAD = Video.HEAD;

    static RepeatedVideo of(long length) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        try {
            Video.ofSize(BLOCK).writeTo(block, 0, BLOCK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RepeatedVideo(length, block.toByteArray());
    }

    @Override
    public int seconds() {
        return 5;
    }

    @Override
    public String etag() {
        return "repeated-" + length;
    }

    @Override
    public void writeTo(OutputStream out, long offset, long count) throws IOException {
        long end = offset + count;
        for (long position = offset; position < end;) {
            // the head comes once only, as players and checkers would stumble over a second one
            int from = position < BLOCK ? (int) position : HEAD + (int) ((position - BLOCK) % (BLOCK - HEAD));
            int size = (int) Math.min(BLOCK - from, end - position);
            out.write(block, from, size);
            position += size;
        }
    }
}
