package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * One chunk of a RIFF file: four letters, four bytes of size, and an even length.
 *
 * @param content where what is in it begins
 * @param end     where that ends
 */
record RiffChunk(String type, long content, long end) {

    static final int HEAD = 8;
    private static final String LIST = "LIST";
    private static final int LETTERS = 4;

    static RiffChunk of(Bytes bytes, long at) throws IOException {
        bytes.need(at, HEAD, "the head of a chunk");
        return new RiffChunk(bytes.text(at, LETTERS), at + HEAD, at + HEAD + bytes.little(at + LETTERS, 4));
    }

    /** Where the next one begins. */
    long next() {
        return end + (end - content & 1);
    }

    long size() {
        return end - content;
    }

    boolean isList() {
        return type.equals(LIST);
    }

    /** What a list is of, or the type of what is none. */
    String what(Bytes bytes) throws IOException {
        return isList() ? bytes.text(content, LETTERS) : type;
    }

    /** Where the first chunk in a list begins. */
    long first() {
        return content + LETTERS;
    }
}
