package io.github.camelpika.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an MP4 file is made of.
 */
final class Mp4 {

    private Mp4() {
    }

    /**
     * The names of its outermost boxes. A file that was cut does not add up, and is an error.
     */
    static List<String> boxes(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            List<String> names = new ArrayList<>();
            while (bytes.hasRemaining()) {
                int start = bytes.position();
                int size = bytes.getInt();
                byte[] name = new byte[4];
                bytes.get(name);
                names.add(new String(name, StandardCharsets.US_ASCII));
                // 1 says that the size is a long, behind the name
                bytes.position(start + (size == 1 ? Math.toIntExact(bytes.getLong()) : size));
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
