package io.github.camelpika.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file must be.
 */
public enum MediaKind {

    VIDEO("video/.*|application/(mp4|.*octet-stream)|binary/.*") {
        @Override
        Optional<String> problem(Part part, ByteBuffer start, String contentType) throws IOException {
            if (Mp4.starts(start)) {
                return Mp4.problem(part);
            }
            boolean otherVideo = startsWith(start, 0, WEBM) || contentType != null
                    && contentType.toLowerCase(Locale.ROOT).matches("video/(?!mp4\\b).*");
            return otherVideo ? Optional.empty() : Optional.of("the file is no MP4: it doesn't start with ftyp");
        }
    },

    IMAGE("image/.*|application/.*octet-stream|binary/.*") {
        @Override
        Optional<String> problem(Part part, ByteBuffer start, String contentType) {
            boolean image = startsWith(start, 0, JPEG) || startsWith(start, 0, PNG) || startsWith(start, 0, "GIF8")
                    || startsWith(start, 0, "RIFF") && startsWith(start, 8, "WEBP") || startsWith(start, 4, "ftypavif");
            return image ? Optional.empty() : Optional.of("the file is no image: it starts as no JPEG, PNG, GIF, WebP or AVIF");
        }
    };

    private static final String WEBM = "\u001a\u0045\u00df\u00a3";
    private static final String JPEG = "\u00ff\u00d8\u00ff";
    private static final String PNG = "\u0089PNG";
    private static final int START = 16;

    private final Pattern types;

    MediaKind(String types) {
        this.types = Pattern.compile(types, Pattern.CASE_INSENSITIVE);
    }

    /**
     * Whether a server that says this type can mean such a file.
     *
     * @param contentType null can be anything
     */
    boolean canBe(String contentType) {
        return contentType == null || types.matcher(contentType).matches();
    }

    /**
     * Why the bytes, all of which have come, are no such file; empty if they are.
     */
    Optional<String> problem(Part part) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(START);
        part.read(start, 0);
        return problem(part, start.flip(), part.representation().contentType());
    }

    abstract Optional<String> problem(Part part, ByteBuffer start, String contentType) throws IOException;

    static boolean startsWith(ByteBuffer bytes, int offset, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < wanted.length; i++) {
            if (offset + i >= bytes.limit() || bytes.get(offset + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
