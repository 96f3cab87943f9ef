package io.github.camelpika.generate;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.PictureForm;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Finds the picture that a message brings as a file, bytes or a stream: in the header, or with {@code imageBody} in the body.
 * Only an object of such a class is one. A text is never a path, or whoever sets a header could read this machine's files.
 */
final class PictureReader {

    /**
     * In bytes. Only Pika documents it; what stands in a job itself has to be held in memory, so the same goes for all.
     */
    private static final long LARGEST = 20_000_000;

    private final PikaConfiguration options;
    private final Gateway gateway;

    PictureReader(PikaConfiguration options, Gateway gateway) {
        this.options = options;
        this.gateway = gateway;
    }

    /**
     * @return                             null if the message brings none
     * @throws PikaInvalidRequestException if it can't be sent
     */
    Picture of(Exchange exchange) {
        Message message = exchange.getMessage();
        Object header = message.getHeader(PikaConstants.IMAGE);
        if (isFile(header)) {
            return read(exchange, header, same -> message.setHeader(PikaConstants.IMAGE, same));
        }
        boolean elsewhere = header != null && !header.toString().isBlank();
        if (!options.isImageBody() || elsewhere) {
            return null;
        }
        Object body = message.getBody();
        if (!isFile(body)) {
            throw problem("imageBody is set, but the body is " + (body == null ? "empty" : "a " + body.getClass().getName())
                          + ": give the picture as a file, bytes or a stream; a text is neither a picture nor a path");
        }
        return read(exchange, body, message::setBody);
    }

    private static boolean isFile(Object value) {
        return value instanceof byte[] || value instanceof InputStream || value instanceof StreamCache || value instanceof ByteBuffer
               || value instanceof File || value instanceof Path || value instanceof WrappedFile;
    }

    private Picture read(Exchange exchange, Object value, Consumer<Object> setAgain) {
        if (gateway.dialect().pictureForm() == PictureForm.NONE) {
            throw problem("the image is a file, but " + gateway.title() + " takes pictures by their address only: put it where the"
                          + " gateway can fetch it, and give image its URL");
        }
        try {
            Picture picture = open(exchange, value, setAgain);
            check(picture);
            return picture;
        } catch (IOException e) {
            throw problem("the image can't be read: " + e);
        }
    }

    private Picture open(Exchange exchange, Object value, Consumer<Object> setAgain) throws IOException {
        Object plain = value instanceof WrappedFile<?> wrapped
                ? isFile(wrapped.getFile()) ? wrapped.getFile() : wrapped.getBody() : value;
        if (plain instanceof File file) {
            return Picture.of(small(file.toPath()));
        }
        if (plain instanceof Path path) {
            return Picture.of(small(path));
        }
        if (plain instanceof byte[] bytes) {
            return Picture.of(bytes);
        }
        if (plain instanceof ByteBuffer buffer) {
            // one of its own, as to read moves the position
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Picture.of(bytes);
        }
        if (plain instanceof StreamCache cache) {
            cache.reset();
            Picture picture = Picture.of(spooled(exchange, cache::writeTo));
            cache.reset();
            return picture;
        }
        if (plain instanceof InputStream in) {
            Path file = spooled(exchange, out -> copy(in, out));
            // or a redelivery, and what comes later in the route, would find nothing
            setAgain.accept(new FileInputStreamCache(file.toFile()));
            return Picture.of(file);
        }
        throw problem("the image, a " + value.getClass().getName() + ", has no bytes here");
    }

    private interface Written {
        void to(OutputStream out) throws IOException;
    }

    /** To the disk, where an upload reads it from, and where it stays as long as the exchange. */
    private static Path spooled(Exchange exchange, Written written) throws IOException {
        Path file = Files.createTempFile("camel-pika-", ".picture");
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    file.toFile().deleteOnExit();
                }
            }
        });
        try (OutputStream out = Files.newOutputStream(file)) {
            written.to(out);
        }
        return file;
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8_192];
        long left = LARGEST + 1;
        for (int read = in.read(buffer); read > 0 && left > 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private Path small(Path file) throws IOException {
        large(Files.size(file));
        return file;
    }

    private void check(Picture picture) {
        large(picture.size());
        if (picture.format() == null || !picture.format().isImage()) {
            throw problem("the image is " + (picture.size() == 0 ? "empty" : picture.format() == null
                    ? "no picture, by its first bytes" : picture.format().mediaType() + ", and no picture") + ": it must be a PNG,"
                    + " JPEG, WebP, GIF, AVIF or HEIC");
        }
    }

    private void large(long size) {
        if (size > LARGEST) {
            throw problem("the image has " + size + " bytes or more: at most " + LARGEST / 1_000_000 + " MB can be sent");
        }
    }

    private static PikaInvalidRequestException problem(String problem) {
        return new PikaInvalidRequestException(List.of(problem));
    }
}
