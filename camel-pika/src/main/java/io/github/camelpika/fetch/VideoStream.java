package io.github.camelpika.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * A downloaded file as a message body: read from the disk as often as it takes, never held in memory. The file is
 * temporary and goes when the exchanges that carry it are done.
 */
public final class VideoStream extends InputStream implements StreamCache {

    private final TemporaryFile file;
    private final long length;
    private InputStream in;
    private long position;

    private VideoStream(TemporaryFile file, long length) {
        this.file = file;
        this.length = length;
    }

    /**
     * Keeps the files of all exchanges that begin from now on for those that they were copied from.
     */
    public static void keepForCopies(CamelContext context) {
        ExchangesUnderWay.of(context);
    }

    /**
     * An exchange begins. It may have got a body that nobody is known to use, as an aggregator gives it.
     */
    static void takenOverBy(Exchange exchange) {
        if (UnreadFiles.exist() && exchange.getMessage().getBody() instanceof VideoStream stream && stream.file.isLeft()) {
            UnreadFiles.taken(stream.file.unread());
            stream.file.useIn(exchange);
        }
    }

    /**
     * The file as the body of an exchange, and from now on in its care.
     */
    public static VideoStream of(Path file, Exchange exchange) throws IOException {
        TemporaryFile temporary = new TemporaryFile(file);
        temporary.useIn(exchange);
        return new VideoStream(temporary, Files.size(file));
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        file.useIn(exchange);
        return new VideoStream(file, length);
    }

    boolean isOf(TemporaryFile other) {
        return file == other;
    }

    /**
     * The file, for as long as the exchange lives.
     */
    public Path path() {
        return file.path();
    }

    private InputStream open() throws IOException {
        if (in == null) {
            in = file.open();
        }
        return in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int n = open().read(bytes, offset, count);
        position += Math.max(n, 0);
        return n;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, length - position);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        position += open().transferTo(out);
    }

    @Override
    public void reset() {
        close();
    }

    /**
     * Closes the file; the next read starts from its beginning.
     */
    @Override
    public void close() {
        position = 0;
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                // nothing was written, so nothing is lost
            }
            in = null;
        }
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long position() {
        return position;
    }
}
