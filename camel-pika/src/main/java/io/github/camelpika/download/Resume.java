package io.github.camelpika.download;

import org.apache.hc.core5.http.HttpRequest;

/**
 * How the rest of a file is asked for: from some bytes before the end of what is there, which are the proof, and only if
 * the file is the same as far as the server can tell.
 *
 * @param from      the first byte to come
 * @param condition how to say that only the rest of this file will do
 * @param validator what to tie it to, or null if there is nothing
 */
record Resume(long from, Condition condition, String validator) {

    enum Condition {
        /** Another file comes whole, and that in the same answer. */
        IF_RANGE,
        /**
         * For servers that don't know their own validators in an If-Range: with an ETag another file is an error 412; a date
         * is left out, as who compares its milliseconds with seconds does it here, too.
         */
        OTHERWISE
    }

    /**
     * @return null if there is nothing to go on with
     */
    static Resume of(Part part, Condition condition) {
        return part.size() == 0 ? null : new Resume(part.proofAt(), condition, part.representation().ifRange());
    }

    void ask(HttpRequest request) {
        request.setHeader("Range", "bytes=" + from + "-");
        if (condition == Condition.IF_RANGE && validator != null) {
            request.setHeader("If-Range", validator);
        } else if (hasPrecondition()) {
            request.setHeader("If-Match", validator);
        }
    }

    /**
     * Whether it is worth to ask once more, with the other condition.
     */
    boolean canBeAskedOtherwise() {
        return validator != null && condition == Condition.IF_RANGE;
    }

    /**
     * Whether the server can have refused it because the file is another one.
     */
    boolean hasPrecondition() {
        return validator != null && condition == Condition.OTHERWISE && validator.startsWith("\"");
    }
}
