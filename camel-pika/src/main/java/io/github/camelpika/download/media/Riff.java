package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * RIFF: AVI (with OpenDML's further parts) and WebP. A chunk has four letters, four bytes of size, and an even length.
 */
final class Riff implements Container {

    private static final int HEAD = 8;
    private static final int FORM_HEAD = 12;
    private static final int ANIMATION = 0x02;
    /** The head of a stream is in a list in the list of heads. */
    private static final int DEEPEST = 2;
    /** What a writer leaves there that could not go back. */
    private static final long UNKNOWN = 0xFFFFFFFFL;

    private record Chunk(String type, long content, long end) {

        static Chunk of(Bytes bytes, long at) throws IOException {
            bytes.need(at, HEAD, "the header of a chunk");
            return new Chunk(bytes.text(at, 4), at + HEAD, at + HEAD + bytes.little(at + 4, 4));
        }

        long next() {
            return end + (end - content & 1);
        }
    }

    @Override
    public boolean starts(Bytes bytes) throws IOException {
        return bytes.says(0, "RIFF") && (bytes.says(HEAD, "AVI ") || bytes.says(HEAD, "WEBP"));
    }

    @Override
    public Format format(Bytes start) throws IOException {
        if (start.says(HEAD, "AVI ")) {
            return Format.AVI;
        }
        if (!start.has(0, FORM_HEAD + HEAD + 1)) {
            return null;
        }
        boolean moves = start.says(FORM_HEAD, "VP8X") && (start.at(FORM_HEAD + HEAD) & ANIMATION) != 0;
        return moves ? Format.ANIMATED_WEBP : Format.WEBP;
    }

    @Override
    public Verdict judge(Bytes bytes) throws IOException {
        Format format = format(bytes);
        Chunk file = Chunk.of(bytes, 0);
        long size = file.end - file.content;
        boolean bounded = size != 0 && size != UNKNOWN;
        long end = bounded ? file.end : bytes.size();
        bytes.need(0, end, "what its header announces");
        boolean described = false;
        boolean media = false;
        for (long at = FORM_HEAD; at + HEAD <= end;) {
            Chunk chunk = Chunk.of(bytes, at);
            bytes.need(chunk.content, chunk.end - chunk.content, "a chunk");
            String type = chunk.type.equals("LIST") ? bytes.text(chunk.content, 4) : chunk.type;
            described = described || type.equals("hdrl") && hasVideo(bytes, chunk.content + 4, chunk.end, DEEPEST);
            media = media || isMedia(type, format) && chunk.end - chunk.content > 4;
            at = chunk.next();
            bounded = bounded && (at <= bytes.size() || at == chunk.end);
        }
        if (!media) {
            return new Verdict.Cut("it has no frames after its header");
        }
        if (format == Format.AVI && !described) {
            return new Verdict.Wrong("it has no video track");
        }
        return bounded && more(bytes, file.next()) ? new Verdict.Whole(format) : Verdict.mayGoOn(bytes, format);
    }

    private static boolean isMedia(String type, Format format) {
        return switch (format) {
            case AVI -> type.equals("movi");
            case ANIMATED_WEBP -> type.equals("ANMF");
            default -> type.equals("VP8 ") || type.equals("VP8L");
        };
    }

    /**
     * Behind its first part a large AVI has others.
     *
     * @return whether they, too, tell where they end
     */
    private static boolean more(Bytes bytes, long from) throws IOException {
        long at = from;
        while (bytes.says(at, "RIFF")) {
            Chunk part = Chunk.of(bytes, at);
            bytes.need(part.content, part.end - part.content, "one of its parts");
            at = part.next();
        }
        return at <= bytes.size() && (at == bytes.size() || bytes.has(at, HEAD) || bytes.announced());
    }

    private static boolean hasVideo(Bytes bytes, long from, long to, int depth) throws IOException {
        for (long at = from; at + HEAD <= to && depth > 0;) {
            Chunk chunk = Chunk.of(bytes, at);
            boolean here = chunk.type.equals("LIST") && hasVideo(bytes, chunk.content + 4, chunk.end, depth - 1)
                    || chunk.type.equals("strh") && (bytes.says(chunk.content, "vids") || bytes.says(chunk.content, "iavs"));
            if (here) {
                return true;
            }
            at = chunk.next();
        }
        return false;
    }
}
