package io.github.camelpika.track;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that this version doesn't understand. Each is told once and stays for a person; the others go on.
 */
final class UnreadableRows {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRows.class);

    /** Somebody has changed the whole table then, and knows by now. */
    private static final int MOST_TOLD = 1_000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    void tell(UnreadableRowException e) {
        if (told.size() < MOST_TOLD && told.add(e.id())) {
            LOG.warn("Submission {} can't be read, and needs manual repair: {}. Logged once.", e.id(), e.getMessage());
            LOG.debug("It can't be read", e);
        }
    }
}
