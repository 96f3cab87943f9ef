package io.github.camelpika.download;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Bytes that start as an MP4 does and are random else.
 */
final class Mp4s {

    /** The shortest there is. */
    static final int SMALLEST = 82;

    private Mp4s() {
    }

    /** The same size and seed give the same bytes. */
    static byte[] of(int size, long seed) {
        ByteBuffer file = ByteBuffer.allocate(size);
        box(file, 16, "ftyp").putInt(0).putInt(0);
        box(file, 57, "moov");
        box(file, 49, "trak");
        box(file, 41, "mdia");
        box(file, 33, "hdlr").putLong(0).put("vide".getBytes(StandardCharsets.US_ASCII)).put(new byte[13]);
        box(file, file.remaining(), "mdat");
        byte[] rest = new byte[file.remaining()];
        new Random(seed).nextBytes(rest);
        return file.put(rest).array();
    }

    static byte[] of(int size) {
        return of(size, size);
    }

    static ByteBuffer box(ByteBuffer file, int size, String type) {
        return file.putInt(size).put(type.getBytes(StandardCharsets.US_ASCII));
    }
}
