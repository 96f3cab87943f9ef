package io.github.camelpika.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The prompts that there are at the start, so that it can be told when all are done.
 *
 * @param names of their files, in order
 */
record Prompts(List<String> names) {

    /**
     * @throws IllegalArgumentException if there are none
     */
    static Prompts in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt")).sorted().toList();
            if (names.isEmpty()) {
                throw new IllegalArgumentException("there is no .txt file with a prompt in " + directory.toAbsolutePath());
            }
            return new Prompts(names);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("there is no directory of prompts at "
                                                           + directory.toAbsolutePath()));
        }
    }
}
