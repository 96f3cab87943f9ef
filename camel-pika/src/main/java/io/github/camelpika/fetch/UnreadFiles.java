package io.github.camelpika.fetch;

import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;

/**
 * Downloaded files that were the body of an exchange when it ended, and that nobody had read until then, or whose message
 * may go on unseen. Each stays until it can't be read any more, because no message has it, or the context stops.
 */
final class UnreadFiles {

    private static final Cleaner CLEANER = Cleaner.create();
    private static final Map<Path, CamelContext> KEPT = new ConcurrentHashMap<>();

    private UnreadFiles() {
    }

    /**
     * @param file what all bodies with it refer to
     */
    static void keep(TemporaryFile file, Path path, CamelContext context) {
        if (KEPT.put(path, context) == null) {
            CLEANER.register(file, () -> delete(path));
        }
    }

    /**
     * Whether there are any.
     */
    static boolean exist() {
        return !KEPT.isEmpty();
    }

    /**
     * Somebody uses it, and says when it is to go.
     */
    static void taken(Path path) {
        KEPT.remove(path);
    }

    static void deleteAll(CamelContext ofThis) {
        KEPT.forEach((path, context) -> {
            if (context == ofThis) {
                delete(path);
            }
        });
    }

    private static void delete(Path path) {
        if (KEPT.remove(path) != null) {
            TemporaryFile.delete(path);
        }
    }
}
