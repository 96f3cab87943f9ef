package io.github.camelpika.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A downloaded file that goes when the last exchange that uses it is done.
 */
final class TemporaryFile {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFile.class);

    private final Path path;
    private final AtomicInteger uses = new AtomicInteger();

    TemporaryFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
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

    private void delete() {
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
            CallersOfKamelets.whenDone(done, this::over);
        }

        private void over() {
            if (uses.decrementAndGet() == 0) {
                delete();
            }
        }

        @Override
        public boolean allowHandover() {
            return movable;
        }
    }
}
