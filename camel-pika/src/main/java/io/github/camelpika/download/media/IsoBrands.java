package io.github.camelpika.download.media;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What the brands in an {@code ftyp} box say that the file is.
 */
final class IsoBrands {

    private static final int BRAND = 4;

    private IsoBrands() {
    }

    static Format format(Bytes bytes, long from, long to) throws IOException {
        String major = to - from < BRAND ? "" : bytes.text(from, BRAND);
        Set<String> all = new HashSet<>(Set.of(major));
        // the version stands behind the first
        for (long at = from + BRAND + BRAND; at + BRAND <= to; at += BRAND) {
            all.add(bytes.text(at, BRAND));
        }
        if (major.equals("avis")) {
            return Format.ANIMATED_AVIF;
        }
        if (all.contains("avif")) {
            return Format.AVIF;
        }
        if (Set.of("heic", "heix", "mif1", "msf1", "hevc").contains(major)) {
            return Format.HEIC;
        }
        if (major.equals("qt  ")) {
            return Format.QUICKTIME;
        }
        if (major.startsWith("M4V")) {
            return Format.M4V;
        }
        return major.startsWith("3gp") || major.startsWith("3g2") ? Format.THREE_GP : Format.MP4;
    }
}
