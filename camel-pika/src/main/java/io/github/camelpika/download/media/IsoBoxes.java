package io.github.camelpika.download.media;

import java.io.IOException;
import java.util.Set;

/**
 * ISO 14496-12 boxes, and QuickTime's atoms, which they come from: four bytes of size, four letters of type, what is in it.
 */
final class IsoBoxes implements Container {

    private static final int HEAD = IsoBox.HEAD;
    /** Of a box that begins with a version and flags. */
    private static final int FULL_HEAD = 12;
    /** A handler is in a medium in a track. */
    private static final int DEEPEST = 3;
    private static final Set<String> FIRST = Set.of("ftyp", "styp", "free", "skip", "wide", "moov", "mdat", "pnot", "uuid");
    private static final Set<String> OTHERS = Set.of("moof", "mfra", "sidx", "ssix", "meta", "prft", "emsg", "pdin", "udta", "idat");

    @Override
    public boolean starts(Bytes bytes) throws IOException {
        return bytes.has(0, HEAD) && FIRST.contains(bytes.text(4, 4));
    }

    @Override
    public Format format(Bytes start) throws IOException {
        for (long at = 0; start.has(at, HEAD);) {
            IsoBox box = IsoBox.of(start, at, start.size());
            if (box.type().equals("ftyp")) {
                return start.has(at, box.end() - at) ? IsoBrands.format(start, box.content(), box.end()) : null;
            }
            if (!Set.of("free", "skip", "wide").contains(box.type()) || box.end() <= at) {
                return Format.QUICKTIME;
            }
            at = box.end();
        }
        return null;
    }

    @Override
    public Verdict judge(Bytes bytes) throws IOException {
        IsoContents seen = new IsoContents(format(bytes));
        for (long at = 0; at < bytes.size();) {
            if (seen.mayEnd() && !bytes.has(at, HEAD)) {
                return endsWithMore(bytes, at, seen);
            }
            IsoBox box = IsoBox.of(bytes, at, bytes.size());
            if (!isKnown(box) && seen.mayEnd() && !box.fits(bytes.size())) {
                return endsWithMore(bytes, at, seen);
            }
            if (!box.fits(bytes.size())) {
                throw new Bytes.Ends("it ends within the box " + (isKnown(box) ? box.type() : "at byte " + at));
            }
            seen.add(box.type(), box.content() < box.end(), box.toTheEnd());
            if (box.type().equals("moov")) {
                seen.tracks(hasVideo(bytes, box.content(), box.end(), DEEPEST));
            } else if (box.type().equals("meta")) {
                seen.inline(child(bytes, box.at() + FULL_HEAD, box.end(), "idat") != null);
            }
            at = box.end();
        }
        return seen.verdict(bytes);
    }

    /**
     * Players don't mind a line break or some padding behind the last box. If it is no blanks, it may be the head of
     * another box.
     */
    private static Verdict endsWithMore(Bytes bytes, long at, IsoContents seen) throws IOException {
        boolean blank = true;
        for (long i = at; i < bytes.size() && blank; i++) {
            blank = bytes.at(i) == '\n' || bytes.at(i) == '\r' || bytes.at(i) == ' ';
        }
        Verdict verdict = seen.verdict(bytes);
        return blank || !(verdict instanceof Verdict.Whole whole) ? verdict : Verdict.mayGoOn(bytes, whole.format());
    }

    private static boolean hasVideo(Bytes bytes, long from, long to, int depth) throws IOException {
        for (long at = from; at + HEAD <= to && depth > 0;) {
            IsoBox box = IsoBox.of(bytes, at, to);
            if (!box.fits(to)) {
                return false;
            }
            boolean here = switch (box.type()) {
                case "trak", "mdia" -> hasVideo(bytes, box.content(), box.end(), depth - 1);
                case "hdlr" -> bytes.says(box.content() + HEAD, "vide");
                // compressed, so nobody can tell
                case "cmov" -> true;
                default -> false;
            };
            if (here) {
                return true;
            }
            at = box.end();
        }
        return false;
    }

    private static boolean isKnown(IsoBox box) {
        return FIRST.contains(box.type()) || OTHERS.contains(box.type());
    }

    private static IsoBox child(Bytes bytes, long from, long to, String type) throws IOException {
        for (long at = from; at + HEAD <= to;) {
            IsoBox box = IsoBox.of(bytes, at, to);
            if (box.type().equals(type) || !box.fits(to)) {
                return box.fits(to) ? box : null;
            }
            at = box.end();
        }
        return null;
    }
}
