package io.github.camelpika.javadsl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A picture that is to move.
 *
 * @param image  its https address, which the gateway fetches it from
 * @param prompt what is to happen in it
 */
public record Photo(String image, String prompt) {

    /**
     * One for each line: the address, a space, the prompt.
     */
    static List<Photo> in(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).map(Photo::parse).toList();
    }

    private static Photo parse(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("'" + line + "' is no photo: write its address, a space, and the prompt");
        }
        return new Photo(parts[0], parts[1]);
    }
}
