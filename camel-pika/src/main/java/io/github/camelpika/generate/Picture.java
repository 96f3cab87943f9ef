package io.github.camelpika.generate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

import io.github.camelpika.download.UploadSource;
import io.github.camelpika.download.media.Bytes;
import io.github.camelpika.download.media.Format;
import io.github.camelpika.download.media.Media;

/**
 * A picture that is a file here, or in memory, to be read whenever it is sent.
 *
 * @param file   where it is; null if it is in memory
 * @param memory the picture itself; null if it is on the disk
 * @param size   in bytes
 * @param format what it is by its bytes; null if they show nothing known
 * @param sha256 of its bytes
 */
record Picture(Path file, byte[] memory, long size, Format format, String sha256) implements UploadSource {

    private static final String STAND_IN = "https://picture.invalid/";

    static Picture of(Path file) throws IOException {
        return read(file, null, Files.size(file));
    }

    static Picture of(byte[] bytes) throws IOException {
        return read(null, bytes, bytes.length);
    }

    private static Picture read(Path file, byte[] memory, long size) throws IOException {
        Picture unread = new Picture(file, memory, size, null, null);
        try (DigestInputStream in = new DigestInputStream(unread.open(), MessageDigest.getInstance("SHA-256"))) {
            byte[] start = in.readNBytes(Media.ENOUGH);
            in.transferTo(OutputStream.nullOutputStream());
            return new Picture(file, memory, size, format(start), HexFormat.of().formatHex(in.getMessageDigest().digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static Format format(byte[] start) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(start);
        return Media.format(new Bytes((buffer, position) -> {
            ByteBuffer from = bytes.duplicate().position((int) Math.min(position, start.length));
            from.limit(Math.min(start.length, from.position() + buffer.remaining()));
            buffer.put(from);
        }, start.length, false));
    }

    @Override
    public InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(memory) : Files.newInputStream(file);
    }

    /**
     * An address that stands for these bytes in a request, until it is known how the gateway gets them: the same for the same
     * picture, wherever it is uploaded to, so that a key goes with it and not with an address that is new each time.
     */
    String standIn() {
        return STAND_IN + sha256;
    }

    String base64() throws IOException {
        try (InputStream in = open()) {
            return Base64.getEncoder().encodeToString(in.readAllBytes());
        }
    }
}
