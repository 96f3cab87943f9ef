package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * RIFF: chunks in one another, as AVI (with OpenDML's further parts) and WebP have them.
 */
final class Riff implements Container {

    private static final int HEAD = RiffChunk.HEAD;
    private static final int FORM_HEAD = 12;
    private static final int ANIMATION = 0x02;
    /** What a writer leaves there that could not go back. */
    private static final long UNKNOWN = 0xFFFFFFFFL;

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
        RiffChunk file = RiffChunk.of(bytes, 0);
        long size = file.size();
        boolean bounded = size != 0 && size != UNKNOWN;
        long end = bounded ? file.end() : bytes.size();
        bytes.need(0, end, "what its header announces");
        boolean described = false;
        boolean media = false;
        for (long at = FORM_HEAD; at + HEAD <= end;) {
            RiffChunk chunk = RiffChunk.of(bytes, at);
            bytes.need(chunk.content(), chunk.size(), "a chunk");
            String type = chunk.what(bytes);
            described = described || type.equals("hdrl") && AviHeads.haveVideo(bytes, chunk);
            media = media || isMedia(type, format) && chunk.size() > 4;
            at = chunk.next();
            bounded = bounded && (at <= bytes.size() || at == chunk.end());
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
            RiffChunk part = RiffChunk.of(bytes, at);
            bytes.need(part.content(), part.size(), "one of its parts");
            at = part.next();
        }
        return at <= bytes.size() && (at == bytes.size() || bytes.has(at, HEAD) || bytes.announced());
    }
}
