package io.github.camelpika.simulator;

import java.time.Instant;
import java.util.Map;

/**
 * A grant to upload, and what came of it.
 *
 * @param url     what goes into a job
 * @param headers what the PUT has to bring, to the letter
 * @param sha256  of what was uploaded, as hex; null until it was
 */
public record Upload(
        String id, String url, String contentType, long size, Map<String, String> headers, Instant expires,
        String sha256) {

    Upload filledWith(byte[] bytes) {
        return new Upload(id, url, contentType, size, headers, expires, Sha256.hex(bytes));
    }

    public boolean isDone() {
        return sha256 != null;
    }
}
