package io.github.camelpika.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A downloaded file that goes when the last exchange that uses it is done. If nobody has read it until then, and it is still the
 * body, it may be handed on in a way that isn't seen, such as by an aggregator or a ProducerTemplate: then it is kept until
 * the exchange that gets it is done, or nobody has the body any more.
 */
final class TemporaryFile {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFile.class);

    private final Path path;
    private final AtomicInteger uses = new AtomicInteger();
    private volatile boolean read;

    TemporaryFile(Path path) {
        this.path = path;
    }

    /**
     * For somebody who reads it.
     */
    Path path() {
        read = true;
        return path;
    }

    /**
     * For somebody who only looks after it.
     */
    Path unread() {
        return path;
    }

    InputStream open() throws IOException {
        read = true;
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw (IOException) new FileNotFoundException("The downloaded file is gone, because the exchange that it was the body of has"
                    + " ended. Give pika:download a directory to keep it for what comes later").initCause(e);
        }
    }

    /**
     * Keeps the file until this exchange is done, too. An exchange that a splitter or multicast made, and whose result
     * its parent gets, is done with its parent. An exchange that hands its completions over, as to seda, goes on itself
     * as well: the file is kept until both are done, so one use stays and one goes along.
     */
    void useIn(Exchange exchange) {
        Use stays = new Use(false);
        Use goesAlong = new Use(true);
        UnitOfWork parent = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (parent != null && parent.getRoute() != null) {
            parent.addSynchronization(stays);
        } else {
            exchange.getExchangeExtension().addOnCompletion(stays);
        }
        exchange.getExchangeExtension().addOnCompletion(goesAlong);
    }

    /**
     * Whether no exchange that is known of uses it.
     */
    boolean isLeft() {
        return uses.get() == 0;
    }

    private void over(Exchange last) {
        over(last, !read && last.getException() == null);
    }

    private void overUnseen(Exchange last) {
        over(last, true);
    }

    private void over(Exchange last, boolean mayGoOn) {
        if (uses.decrementAndGet() > 0) {
            return;
        }
        if (mayGoOn && isIn(last.getMessage().getBody())) {
            UnreadFiles.keep(this, path, last.getContext());
        } else {
            delete(path);
        }
    }

    private boolean isIn(Object body) {
        Collection<?> values = body instanceof Map<?, ?> map ? map.values() : List.of(body == null ? "" : body);
        return values.stream().anyMatch(value -> value instanceof VideoStream stream && stream.isOf(this));
    }

    static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("The temporary file {} could not be deleted", path, e);
        }
    }

    private final class Use extends SynchronizationAdapter {

        private final boolean movable;

        Use(boolean movable) {
            this.movable = movable;
            uses.incrementAndGet();
        }

        @Override
        public void onDone(Exchange done) {
            ExchangesUnderWay.of(done.getContext()).whenDone(done, TemporaryFile.this::over, TemporaryFile.this::overUnseen);
        }

        @Override
        public boolean allowHandover() {
            return movable;
        }
    }
}
