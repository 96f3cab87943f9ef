package io.github.camelpika.track;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done now and then, in parts of which none keeps the others from being done, nor all of them from being done
 * again.
 */
final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    void run(String what, Runnable part) {
        try {
            part.run();
        } catch (UnreadableRowException e) {
            LOG.debug("A row is left to a person", e);
        } catch (RuntimeException | Error e) {
            if (!DatabaseErrors.isOutage(e)) {
                LOG.warn("The task tracker's {} failed, and is tried again in some minutes: {}", what, e.toString());
            }
            LOG.debug("It failed", e);
        }
    }
}
