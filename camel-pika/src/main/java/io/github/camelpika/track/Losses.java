package io.github.camelpika.track;

import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.track.RecentSubmissions.Fate;
import io.github.camelpika.track.RecentSubmissions.Known;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a database had lost of a node's submissions, for the log.
 */
final class Losses {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverCheck.class);

    private final List<String> again = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> twice = new ArrayList<>();

    private static String told(Known known) {
        return known.fate() instanceof Fate.Accepted accepted
                ? accepted.taskId() + " (submission " + known.id() + ")"
                : "submission " + known.id() + " of unknown fate";
    }

    /** It is written down again. */
    void again(Known known) {
        again.add(told(known));
    }

    /** Nobody can tell whether it is lost or over. */
    void missing(Known known) {
        missing.add(told(known));
    }

    /** Somebody has submitted it again before that was found. */
    void twice(Known known, String taskId) {
        twice.add(told(known) + ", and as " + taskId);
    }

    void tell() {
        if (!again.isEmpty()) {
            LOG.warn("The database had lost {} submissions, which are written down again: {}", again.size(), again);
        }
        if (!twice.isEmpty()) {
            LOG.warn("{} jobs that the database had lost were submitted again before that was found, and may have been accepted twice. The"
                     + " first ones are waited for no more; ask for them by their ids: {}", twice.size(), twice);
        }
        if (!missing.isEmpty()) {
            LOG.warn("{} tasks that this node had accepted are not in the database any more. Without an idempotentKey nobody can tell"
                     + " whether they were delivered or lost, so look whether their videos have come, and ask for those that"
                     + " have not by their ids: {}", missing.size(), missing);
        }
    }
}
