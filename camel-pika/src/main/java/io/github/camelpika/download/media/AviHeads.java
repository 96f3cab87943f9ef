package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * What the list of heads in an AVI tells: what streams there are, and in a large one (OpenDML) where their indexes are,
 * of which each of its parts has one. So a file that is cut between two parts shows it.
 */
final class AviHeads {

    /** The head of a stream is in a list in the list of heads. */
    private static final int DEEPEST = 2;
    /** In an index of indexes, which has a zero as its kind, entries of 16 bytes begin behind 24. Each begins with a place in the file. */
    private static final int INDEX_HEAD = 24;
    private static final int ENTRY = 16;
    private static final int KIND = 3;
    private static final int COUNT = 4;

    private AviHeads() {
    }

    /**
     * Whether there is a video among the streams.
     *
     * @throws Bytes.Ends if an index is behind the end
     */
    static boolean haveVideo(Bytes bytes, RiffChunk list) throws IOException {
        return haveVideo(bytes, list, DEEPEST);
    }

    private static boolean haveVideo(Bytes bytes, RiffChunk list, int depth) throws IOException {
        boolean video = false;
        for (long at = list.first(); at + RiffChunk.HEAD <= list.end() && depth > 0;) {
            RiffChunk chunk = RiffChunk.of(bytes, at);
            if (chunk.isList()) {
                video = haveVideo(bytes, chunk, depth - 1) || video;
            } else if (chunk.type().equals("strh")) {
                video = video || bytes.says(chunk.content(), "vids") || bytes.says(chunk.content(), "iavs");
            } else if (chunk.type().equals("indx") && chunk.size() >= INDEX_HEAD && bytes.at(chunk.content() + KIND) == 0) {
                needIndexes(bytes, chunk);
            }
            at = chunk.next();
        }
        return video;
    }

    /** Of an index of indexes. */
    private static void needIndexes(Bytes bytes, RiffChunk index) throws IOException {
        long count = Math.min(bytes.little(index.content() + COUNT, 4), (index.size() - INDEX_HEAD) / ENTRY);
        for (long i = 0; i < count; i++) {
            bytes.need(bytes.little(index.content() + INDEX_HEAD + i * ENTRY, 8), RiffChunk.HEAD, "a part that its heads list");
        }
    }
}
