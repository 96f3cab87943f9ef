package io.github.camelpika.download.media;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Ogg (RFC 3533): pages of streams, of which each says on its last page that it is the last.
 */
final class Ogg implements Container {

    private static final String PAGE = "OggS";
    private static final int HEAD = 27;
    private static final int FLAGS = 5;
    private static final int SERIAL = 14;
    private static final int SEGMENTS = 26;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    /** Theora, Dirac and VP8 begin so. */
    private static final Set<String> VIDEO = Set.of("\u0080theora", "BBCD", "OVP80");

    @Override
    public boolean starts(Bytes bytes) throws IOException {
        return bytes.says(0, PAGE);
    }

    @Override
    public Format format(Bytes start) {
        return Format.OGG;
    }

    @Override
    public Verdict judge(Bytes bytes) throws IOException {
        Set<Long> open = new HashSet<>();
        boolean video = false;
        long at = 0;
        while (bytes.says(at, PAGE)) {
            bytes.need(at, HEAD, "the header of a page");
            int segments = bytes.at(at + SEGMENTS);
            bytes.need(at + HEAD, segments, "the header of a page");
            long content = at + HEAD + segments;
            long end = content;
            for (int i = 0; i < segments; i++) {
                end += bytes.at(at + HEAD + i);
            }
            bytes.need(content, end - content, "a page");
            int flags = bytes.at(at + FLAGS);
            long serial = bytes.big(at + SERIAL, 4);
            if ((flags & FIRST) != 0) {
                open.add(serial);
                video = video || isVideo(bytes, content);
            }
            if ((flags & LAST) != 0) {
                open.remove(serial);
            }
            at = end;
        }
        if (!video) {
            return new Verdict.Wrong("it has no video track");
        }
        if (!open.isEmpty() && !(bytes.announced() && at == bytes.size())) {
            return new Verdict.Cut("its last page is missing");
        }
        return at == bytes.size() ? new Verdict.Whole(Format.OGG) : Verdict.mayGoOn(bytes, Format.OGG);
    }

    private static boolean isVideo(Bytes bytes, long content) throws IOException {
        for (String head : VIDEO) {
            if (bytes.says(content, head)) {
                return true;
            }
        }
        return false;
    }
}
