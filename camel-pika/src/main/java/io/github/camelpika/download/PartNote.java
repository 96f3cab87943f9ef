package io.github.camelpika.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.gateway.Json;

/**
 * What is known of a part that another process may go on with: a small file of JSON beside it.
 *
 * @param size how many bytes are on the disk for sure; the file may be longer, but a crash of the machine can leave
 *             nothing but zeros there
 */
record PartNote(Representation representation, long size) {

    private static final int LARGEST = 64 * 1024;

    /**
     * Where the note on a part is.
     */
    static Path on(Path part) {
        String name = part.getFileName().toString();
        return part.resolveSibling(name.substring(0, name.length() - PartFolder.ENDING.length()) + ".json");
    }

    private static Path draft(Path note) {
        return note.resolveSibling(note.getFileName() + ".new");
    }

    /**
     * Removes the note on a part, also one that a process was killed over.
     *
     * @return whether there was one
     */
    static boolean delete(Path part) throws IOException {
        boolean there = Files.deleteIfExists(on(part));
        return Files.deleteIfExists(draft(on(part))) || there;
    }

    void write(Path part) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("size", size);
        fields.put("etag", representation.etag());
        fields.put("lastModified", representation.lastModified());
        fields.put("length", representation.length());
        fields.put("contentType", representation.contentType());
        if (representation.digest() != null) {
            fields.put("algorithm", representation.digest().algorithm().name());
            fields.put("digest", representation.digest().base64());
        }
        Path note = on(part);
        Path draft = draft(note);
        Files.writeString(draft, Json.write(fields));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The note on a part, or null if there is none that makes sense.
     */
    static PartNote read(Path part) throws IOException {
        try {
            Path note = on(part);
            return Files.size(note) > LARGEST ? null : of(Json.read(Files.readString(note)));
        } catch (NoSuchFileException | JsonProcessingException | IllegalArgumentException e) {
            return null;
        }
    }

    private static PartNote of(JsonNode json) {
        ContentDigest digest = json.hasNonNull("digest")
                ? new ContentDigest(ContentDigest.Algorithm.valueOf(json.path("algorithm").asText()), json.path("digest").asText())
                : null;
        Representation representation = new Representation(json.path("etag").textValue(), json.path("lastModified").textValue(),
                json.path("length").asLong(-1), json.path("contentType").textValue(), digest);
        long size = json.path("size").asLong();
        return size <= 0 ? null : new PartNote(representation, size);
    }
}
