package io.github.camelpika.download;

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
    private final AtomicInteger users = new AtomicInteger();

    TemporaryFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * Keeps the file until this exchange is done, too. An exchange that a splitter or multicast made, and whose result
     * its parent gets, is done with its parent.
     */
    void useIn(Exchange exchange) {
        users.incrementAndGet();
        SynchronizationAdapter whenDone = new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                if (users.decrementAndGet() == 0) {
                    delete();
                }
            }

            @Override
            public boolean allowHandover() {
                // whoever goes on with the exchange elsewhere, such as seda, needs the file there
                return true;
            }
        };
        UnitOfWork parent = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (parent != null && parent.getRoute() != null) {
            parent.addSynchronization(whenDone);
        } else {
            exchange.getExchangeExtension().addOnCompletion(whenDone);
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("The temporary file {} could not be deleted", path, e);
        }
    }
}
