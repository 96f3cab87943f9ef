package io.github.camelpika.observe.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.camelpika.track.Sha256;

/**
 * The files of the page, from this jar.
 */
final class BoardFiles {

    private static final Map<String, String> TYPES = Map.of("", "text/html; charset=utf-8", "board.css", "text/css; charset=utf-8",
            "board.js", "text/javascript; charset=utf-8", "icon.svg", "image/svg+xml");

    private final Map<String, File> files = new LinkedHashMap<>();

    private record File(byte[] content, String type, String tag) {
    }

    BoardFiles() {
        TYPES.forEach((name, type) -> files.put(name, read(name.isEmpty() ? "board.html" : name, type)));
    }

    private static File read(String name, String type) {
        try (InputStream in = BoardFiles.class.getResourceAsStream(name)) {
            byte[] content = in.readAllBytes();
            return new File(content, type, "\"" + Sha256.of(new String(content, StandardCharsets.UTF_8)) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return empty if there is no such file
     */
    Optional<BoardReply> find(BoardRequest request) {
        return Optional.ofNullable(files.get(request.resource()))
                .map(file -> BoardReply.of(file.content, file.type).unlessKnown(file.tag, request));
    }
}
