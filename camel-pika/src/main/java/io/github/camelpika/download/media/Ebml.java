package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * EBML (RFC 8794) as WebM and Matroska (RFC 9559) use it: each element has an id, a size, which may be unknown, and what
 * is in it.
 */
final class Ebml implements Container {

    private static final long EBML = 0x1A45DFA3L;
    private static final long DOC_TYPE = 0x4282L;
    private static final long SEGMENT = 0x18538067L;
    private static final long TRACKS = 0x1654AE6BL;
    private static final long TRACK = 0xAEL;
    private static final long TRACK_TYPE = 0x83L;
    private static final long CLUSTER = 0x1F43B675L;
    private static final long VIDEO = 1;
    private static final int TOP_BIT = 0x80;
    private static final int LONGEST_ID = 4;
    private static final int LONGEST_SIZE = 8;
    private static final String MATROSKA = "matroska";

    /**
     * An element.
     *
     * @param end -1 if its size is unknown
     */
    private record Element(long id, long content, long end) {

        static Element of(Bytes bytes, long at) throws IOException {
            int idLength = length(bytes.at(at), LONGEST_ID);
            long sizeAt = at + idLength;
            int sizeLength = length(bytes.at(sizeAt), LONGEST_SIZE);
            long mask = (1L << 7 * sizeLength) - 1;
            long size = bytes.big(sizeAt, sizeLength) & mask;
            long content = sizeAt + sizeLength;
            return new Element(bytes.big(at, idLength), content, size == mask ? -1 : content + size);
        }

        private static int length(int first, int longest) throws Bytes.Ends {
            for (int length = 1; length <= longest; length++) {
                if ((first & TOP_BIT >> length - 1) != 0) {
                    return length;
                }
            }
            throw new Bytes.Ends("there is no element where one is required");
        }
    }

    @Override
    public boolean starts(Bytes bytes) throws IOException {
        return bytes.has(0, LONGEST_ID) && bytes.big(0, LONGEST_ID) == EBML;
    }

    @Override
    public Format format(Bytes start) throws IOException {
        Element head = Element.of(start, 0);
        for (long at = head.content; at < head.end;) {
            Element child = Element.of(start, at);
            if (child.id == DOC_TYPE) {
                return start.says(child.content, MATROSKA) ? Format.MATROSKA
                        : start.says(child.content, "webm") ? Format.WEBM : null;
            }
            at = Math.max(child.end, child.content);
        }
        return null;
    }

    @Override
    public Verdict judge(Bytes bytes) throws IOException {
        Format format = format(bytes);
        if (format == null) {
            return new Verdict.Wrong("it declares that it is neither WebM nor Matroska");
        }
        Element segment = Element.of(bytes, Element.of(bytes, 0).end);
        while (segment.id != SEGMENT) {
            segment = Element.of(bytes, segment.end);
        }
        boolean bounded = segment.end >= 0;
        if (bounded) {
            bytes.need(segment.content, segment.end - segment.content, "its segment");
        }
        long end = bounded ? segment.end : bytes.size();
        boolean video = false;
        boolean media = false;
        for (long at = segment.content; at < end && !(bounded && video && media);) {
            Element element = Element.of(bytes, at);
            media = media || element.id == CLUSTER && element.content < end;
            video = video || element.id == TRACKS && hasVideo(bytes, element, TRACK);
            if (element.end >= 0) {
                bytes.need(element.content, element.end - element.content, "an element");
            }
            // what has no size is entered: it ends where something begins that can't be in it
            at = element.end >= 0 ? element.end : element.content;
        }
        if (!media) {
            return new Verdict.Cut("it has no cluster, which its frames would be in");
        }
        if (!video) {
            return new Verdict.Wrong("it has no video track");
        }
        return bounded ? new Verdict.Whole(format) : Verdict.mayGoOn(bytes, format);
    }

    private static boolean hasVideo(Bytes bytes, Element parent, long wanted) throws IOException {
        for (long at = parent.content; at < parent.end;) {
            Element child = Element.of(bytes, at);
            if (child.id == wanted && (wanted == TRACK ? hasVideo(bytes, child, TRACK_TYPE)
                    : bytes.big(child.content, (int) Math.min(LONGEST_SIZE, child.end - child.content)) == VIDEO)) {
                return true;
            }
            at = Math.max(child.end, child.content);
        }
        return false;
    }
}
