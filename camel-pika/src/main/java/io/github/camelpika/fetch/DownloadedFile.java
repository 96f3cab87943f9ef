package io.github.camelpika.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelpika.download.media.Bytes;
import io.github.camelpika.download.media.Format;
import io.github.camelpika.download.media.Media;

/**
 * A file that is in its place.
 *
 * @param format what it is by its bytes, or null
 */
record DownloadedFile(Path path, Format format, long size) {

    static DownloadedFile of(Path path, Format format) throws IOException {
        return new DownloadedFile(path, format, Files.size(path));
    }

    /**
     * One that was there before, and may be anything.
     */
    static DownloadedFile found(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            Bytes start = new Bytes(channel::read, Math.min(Media.ENOUGH, channel.size()), false);
            return new DownloadedFile(path, Media.format(start), channel.size());
        }
    }

    String mediaType() {
        return format == null ? null : format.mediaType();
    }
}
