package io.github.camelpika.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * @param version videos of different versions differ in every byte behind the head
 */
record SyntheticVideo(long length, int version) implements Video {

    private static final int CHUNK = 64 * 1024;
    private static final byte[] HEAD = head();

    SyntheticVideo {
        if (length < 0) {
            throw new IllegalArgumentException("a video of " + length + " bytes; give 0 or more");
        }
    }

    SyntheticVideo(long length) {
        this(length, 0);
    }

    static byte byteAt(long offset) {
        return byteAt(offset, 0);
    }

    private static byte byteAt(long offset, int version) {
        if (offset < HEAD.length) {
            return HEAD[(int) offset];
        }
        long mixed = (offset >>> 3) * 0x9E3779B97F4A7C15L;
        return (byte) ((mixed ^ mixed >>> 32) >>> ((offset & 7) * 8) ^ version);
    }

    @Override
    public int seconds() {
        return 5;
    }

    @Override
    public String etag() {
        return "synthetic-" + length + (version == 0 ? "" : "-v" + version);
    }

    @Override
    public void writeTo(OutputStream out, long offset, long count) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long end = offset + count;
        for (long position = offset; position < end; position += CHUNK) {
            int size = (int) Math.min(CHUNK, end - position);
            for (int i = 0; i < size; i++) {
                chunk[i] = byteAt(position + i, version);
            }
            out.write(chunk, 0, size);
        }
    }

    private static byte[] head() {
        ByteBuffer head = ByteBuffer.allocate(Video.HEAD);
        head.putInt(24).put(ascii("ftypisom")).putInt(512).put(ascii("isommp41"));
        // one track, which says that it is a video, and nothing else
        head.putInt(57).put(ascii("moov")).putInt(49).put(ascii("trak")).putInt(41).put(ascii("mdia"));
        head.putInt(33).put(ascii("hdlr")).putLong(0).put(ascii("vide")).put(new byte[13]);
        // Size 0 means up to the end of the file, which makes every byte independent of the file's size.
        head.putInt(0).put(ascii("mdat"));
        return head.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
