package io.github.camelpika.process;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one life of a node did, a line an event. Each goes to the system in one write and at once, so a process that is
 * killed leaves whole lines, and all of them.
 */
final class Journal implements AutoCloseable {

    /** In the order of a task's life, but for the first and the last three. */
    enum Event { UP, SUBMITTED, REJECTED, BEGAN, DELIVERED, PAUSED, HALTED, STOPPED }

    /**
     * @param millis of the clock that all nodes and the gateway share
     * @param detail a task and its state, a reason, or a step, as the event has it
     */
    record Entry(long millis, String node, Event event, String key, String detail) {
        @Override
        public String toString() {
            return String.format("%d %s %s %s", millis, node, event, detail);
        }
    }

    private final OutputStream out;

    Journal(Path file) throws IOException {
        out = new FileOutputStream(file.toFile(), true);
    }

    void write(Event event, String key, String detail) {
        String line = String.join("\t", String.valueOf(System.currentTimeMillis()), event.name(), key,
                detail.replaceAll("\\s+", " ")) + "\n";
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Entry> read(Path file) {
        String node = file.getFileName().toString();
        try {
            String text = Files.readString(file);
            // the last line may be half written just now
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(line -> line.split("\t", 4))
                    .map(part -> new Entry(Long.parseLong(part[0]), node, Event.valueOf(part[1]), part[2], part[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
