package io.github.camelpika;

import java.nio.file.Path;

import io.github.camelpika.track.MemoryTaskTracker;
import io.github.camelpika.track.TaskFile;
import io.github.camelpika.track.TaskTracker;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * The option {@code taskTracker}: a tracker, or a word for one. Without it there is one in memory, which all components of
 * the context share.
 */
final class ChosenTracker {

    /** In the working directory, as that is where those who run a route by hand look for its files. */
    private static final Path DEFAULT_FILE = Path.of(".camel-pika", "tasks");
    private static final String MEMORY = "memory";
    private static final String H2 = "h2";
    private static final String H2_FILE = H2 + ":";

    private Object option;
    private TaskFile file;

    void set(Object newOption) {
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
        throw new IllegalArgumentException("taskTracker=" + text + " can't be used: it takes h2 for a file in the working"
                                           + " directory, h2:PATH for another, memory, or #bean:NAME for a TaskTracker");
    }

    Object option() {
        return option;
    }

    /**
     * Whether keys are forgotten at the end of the process, and nobody said that they may be.
     */
    boolean forgetsUnasked() {
        return option == null;
    }

    void open() {
        if (file != null) {
            file.open();
        }
    }

    void close() {
        if (file != null) {
            file.close();
        }
    }

    TaskTracker tracker(CamelContext context) {
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
