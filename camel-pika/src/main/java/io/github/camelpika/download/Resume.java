package io.github.camelpika.download;

import org.apache.hc.core5.http.HttpRequest;

/**
 * How the rest of a file is asked for: from some bytes before the end of what is there, which are the proof, and only if
 * the file is the same as far as the server can tell. A date is no condition: servers compare its seconds with their
 * milliseconds, and the part shows it anyway.
 *
 * @param from      the first byte to come
 * @param condition how to say that only the rest of this file will do
 * @param etag      what to tie it to, or null if there is nothing that holds
 */
record Resume(long from, Condition condition, String etag) {

    enum Condition {
        /** Another file is an error 412, which costs no byte of it. */
        IF_MATCH,
        /** For when that was refused: another file comes whole, and who doesn't know its own ETag in an If-Match may here. */
        IF_RANGE
    }

    /**
     * @return null if there is nothing to go on with
     */
    static Resume of(Part part, Condition condition) {
        return part.size() == 0 ? null : new Resume(part.proofAt(), condition, part.representation().strongEtag());
    }

    void ask(HttpRequest request) {
        request.setHeader("Range", "bytes=" + from + "-");
        if (etag != null) {
            request.setHeader(condition == Condition.IF_MATCH ? "If-Match" : "If-Range", etag);
        }
    }

    /**
     * Whether a 412 is an answer to this.
     */
    boolean hasPrecondition() {
        return etag != null && condition == Condition.IF_MATCH;
    }
}
