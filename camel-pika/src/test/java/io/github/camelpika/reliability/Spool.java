package io.github.camelpika.reliability;

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
     * The key of a job that nobody else has.
     */
    Optional<String> take() {
        for (Path job : files(waiting)) {
            String key = job.getFileName().toString();
            if (move(job, taken.resolve(key))) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    void finish(String key) throws IOException {
        Files.delete(taken.resolve(key));
    }

    void giveBack(String key) {
        move(taken.resolve(key), waiting.resolve(key));
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
