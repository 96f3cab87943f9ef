package io.github.camelpika.rig;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.camelpika.track.TaskLog;
import org.slf4j.LoggerFactory;
import org.slf4j.simple.SimpleLogger;
import org.slf4j.spi.LocationAwareLogger;

/**
 * What the log says of tasks while this is open. The tests are silent about them otherwise, as there are hundreds of
 * thousands.
 */
public final class TaskLines implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    public TaskLines() {
        level(LocationAwareLogger.INFO_INT);
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    /** The logger of tests reads its level once. */
    private static void level(int level) {
        try {
            Field field = SimpleLogger.class.getDeclaredField("currentLogLevel");
            field.setAccessible(true);
            field.setInt(LoggerFactory.getLogger(TaskLog.LOGGER), level);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * All until now, each from its level on.
     */
    public List<String> all() {
        return log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains(" " + TaskLog.LOGGER + " - "))
                .map(line -> line.substring(line.indexOf("] ") + 2).replace(TaskLog.LOGGER + " - ", "")).toList();
    }

    @Override
    public void close() {
        System.setErr(before);
        before.print(log.toString(StandardCharsets.UTF_8));
        level(LocationAwareLogger.WARN_INT);
    }
}
