package io.github.camelpika.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The jobs that are to be submitted, a file each, as a broker has them: one node takes each, and what a dead node had
 * taken is given to another.
 */
final class Spool {

    private static final String TWIN = "-twin";

    private final Path waiting;
    private final Path taken;

    /**
     * @param taker the name of the node that takes
     */
    Spool(Path directory, String taker) throws IOException {
        waiting = Files.createDirectories(directory.resolve("waiting"));
        taken = Files.createDirectories(directory.resolve("taken-" + taker));
    }

    void offer(String key) throws IOException {
        Files.createFile(waiting.resolve(key));
    }

    /**
     * The same job twice at once, so that nodes race for it.
     */
    void offerTwice(String key) throws IOException {
        offer(key);
        offer(key + TWIN);
    }

    /**
     * The name of a job that nobody else has.
     */
    Optional<String> take() {
        for (Path file : files(waiting)) {
            String job = file.getFileName().toString();
            if (move(file, taken.resolve(job))) {
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    static String keyOf(String job) {
        return job.replace(TWIN, "");
    }

    void finish(String job) throws IOException {
        Files.delete(taken.resolve(job));
    }

    void giveBack(String job) {
        move(taken.resolve(job), waiting.resolve(job));
    }

    void giveBackAll() {
        files(taken).forEach(job -> giveBack(job.getFileName().toString()));
    }

    long waiting() {
        return files(waiting).size();
    }

    long taken() {
        return files(taken).size();
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
