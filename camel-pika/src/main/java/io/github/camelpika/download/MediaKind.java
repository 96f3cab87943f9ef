package io.github.camelpika.download;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import io.github.camelpika.download.media.Format;

/**
 * What a file must be.
 */
public enum MediaKind implements Predicate<Format> {

    VIDEO(Format::isVideo),
    IMAGE(Format::isImage);

    private final Predicate<Format> formats;

    MediaKind(Predicate<Format> formats) {
        this.formats = formats;
    }

    @Override
    public boolean test(Format format) {
        return formats.test(format);
    }

    /**
     * The endings that the name of such a file can have, each with its dot, the likeliest first.
     */
    public List<String> endings() {
        return Arrays.stream(Format.values()).filter(this).map(Format::ending).distinct().toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
