package io.github.camelpika.runtime;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelpika.track.MemoryTaskTracker;
import io.github.camelpika.track.TaskFile;
import io.github.camelpika.track.TaskTracker;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The option {@code taskTracker}: a tracker, or a word for one. Without it there is one in memory, which all components of
 * the context share.
 */
public final class ChosenTracker {

    private static final Logger LOG = LoggerFactory.getLogger(ChosenTracker.class);
    /** In the working directory, as that is where those who run a route by hand look for its files. */
    private static final Path DEFAULT_FILE = Path.of(".camel-pika", "tasks");
    private static final String MEMORY = "memory";
    private static final String H2 = "h2";
    private static final String H2_FILE = H2 + ":";

    private final AtomicBoolean warned = new AtomicBoolean();
    private Object option;
    private TaskFile file;

    public void set(Object newOption) {
        boolean isTracker = newOption == null || newOption instanceof TaskTracker;
        file = isTracker ? null : fileOf(newOption.toString());
        option = newOption;
    }

    private static TaskFile fileOf(String text) {
        if (text.equals(MEMORY)) {
            return null;
        }
        if (text.equals(H2)) {
            return new TaskFile(DEFAULT_FILE);
        }
        if (text.startsWith(H2_FILE) && text.length() > H2_FILE.length()) {
            return new TaskFile(Path.of(text.substring(H2_FILE.length())));
        }
        throw new IllegalArgumentException("taskTracker=" + text + " is not valid: it must be h2 for a file in the working"
                                           + " directory, h2:PATH for another, memory, or #bean:NAME for a TaskTracker");
    }

    public Object option() {
        return option;
    }

    /**
     * Says once that keys are forgotten at the end of the process, unless somebody has said that they may be.
     */
    public void warnIfForgetful(String endpointUri, String component) {
        if (option == null && warned.compareAndSet(false, true)) {
            LOG.warn("{} has an idempotentKey, but keys are kept in memory: after a restart the same job is paid for again."
                     + " taskTracker=h2 keeps them in a file: camel.component.{}.task-tracker = h2;"
                     + " taskTracker=memory says that this is intended", URISupport.sanitizeUri(endpointUri), component);
        }
    }

    public void open() {
        if (file != null) {
            file.open();
        }
    }

    public void close() {
        if (file != null) {
            file.close();
        }
    }

    public TaskTracker tracker(CamelContext context) {
        return option instanceof TaskTracker tracker ? tracker : file != null ? file.tracker() : inMemory(context);
    }

    private static TaskTracker inMemory(CamelContext camelContext) {
        ExtendedCamelContext context = camelContext.getCamelContextExtension();
        synchronized (context) {
            MemoryTaskTracker shared = context.getContextPlugin(MemoryTaskTracker.class);
            if (shared == null) {
                shared = new MemoryTaskTracker();
                context.addContextPlugin(MemoryTaskTracker.class, shared);
            }
            return shared;
        }
    }
}
