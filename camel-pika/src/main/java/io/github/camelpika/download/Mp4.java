package io.github.camelpika.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Looks at the outermost boxes of an MP4 (ISO 14496-12): four bytes of size, four letters of type, and what is in it.
 */
final class Mp4 {

    private static final int HEAD = 8;
    private static final int LARGE_HEAD = 16;
    /** The size says that the box goes on to the end of the file. */
    private static final long TO_THE_END = 0;
    /** The size says that it stands behind the type, in eight bytes. */
    private static final long LARGE = 1;

    private Mp4() {
    }

    static boolean starts(ByteBuffer start) {
        return MediaKind.startsWith(start, 4, "ftyp");
    }

    /**
     * Why no player could show the file: it ends within a box, or it has no {@code moov}, where its tracks are listed.
     */
    static Optional<String> problem(Part part) throws IOException {
        boolean moov = false;
        ByteBuffer head = ByteBuffer.allocate(LARGE_HEAD);
        for (long position = 0; position < part.size();) {
            part.read(head.clear(), position);
            head.flip();
            long size = size(head, part.size() - position);
            if (size < HEAD || size > part.size() - position) {
                return Optional.of("the file is no whole MP4: it ends within a box");
            }
            moov = moov || MediaKind.startsWith(head, 4, "moov");
            position += size;
        }
        return moov ? Optional.empty() : Optional.of("the file is no MP4 that can be played: it has no moov box");
    }

    private static long size(ByteBuffer head, long rest) {
        if (head.limit() < HEAD) {
            return -1;
        }
        long size = Integer.toUnsignedLong(head.getInt(0));
        if (size == LARGE) {
            return head.limit() < LARGE_HEAD ? -1 : head.getLong(HEAD);
        }
        return size == TO_THE_END ? rest : size;
    }
}
