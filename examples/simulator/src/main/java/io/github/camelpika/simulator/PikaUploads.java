package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Grants places to upload to, and remembers what was put there. */
final class PikaUploads {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final long MEGABYTE = 1_000_000;
    private static final long LARGEST_VIDEO = 50 * MEGABYTE;
    private static final long LARGEST_OTHER = 20 * MEGABYTE;

    private final URI baseUri;
    private final PikaErrors errors;
    private final Map<String, Upload> uploads = new LinkedHashMap<>();

    PikaUploads(URI baseUri, PikaErrors errors) {
        this.baseUri = baseUri;
        this.errors = errors;
    }

    synchronized Reply grant(JsonNode request, Instant now) {
        String type = request.path("content_type").asText();
        long size = request.path("size_bytes").asLong(-1);
        if (type.isEmpty() || size < 0) {
            return errors.badRequest("content_type and size_bytes are required");
        }
        if (!type.matches("(image|audio|video)/[a-z0-9.+-]+")) {
            return errors.unsupported(type);
        }
        long most = type.startsWith("video/") ? LARGEST_VIDEO : LARGEST_OTHER;
        return size > most ? errors.tooLarge(most) : granted(type, size, now);
    }

    synchronized Optional<Upload> find(String id) {
        return Optional.ofNullable(uploads.get(id));
    }

    synchronized void fill(Upload upload, byte[] bytes) {
        uploads.put(upload.id(), upload.filledWith(bytes));
    }

    synchronized List<Upload> all() {
        return List.copyOf(uploads.values());
    }

    /** Whether a job could fetch the file: https from anywhere, or an upload that is done. */
    synchronized boolean canRead(String url) {
        return url.startsWith("https://")
                || uploads.values().stream().anyMatch(upload -> upload.isDone() && upload.url().equals(url));
    }

    private Reply granted(String type, long size, Instant now) {
        String id = UUID.randomUUID().toString();
        String url = baseUri + "/storage/" + id;
        Map<String, String> headers = Map.of("Content-Type", type, "x-upload-grant", UUID.randomUUID().toString());
        uploads.put(id, new Upload(id, url, type, size, headers, now.plus(LIFE), null));
        ObjectNode answer = Json.object().put("upload_url", url + "?signature=" + UUID.randomUUID());
        ObjectNode given = answer.putObject("headers");
        headers.forEach(given::put);
        return Reply.json(200, answer.put("url", url));
    }
}
