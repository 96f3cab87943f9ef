package io.github.camelpika.download;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.camelpika.download.media.Bytes;
import io.github.camelpika.download.media.Media;
import io.github.camelpika.download.media.Verdict;

/**
 * A file to fetch.
 *
 * @param url   its address
 * @param kind  what it must be
 * @param size  how many bytes it must have, as its gateway says, or null if nobody but the server tells
 * @param fresh asks for another address of the same file, when this one has expired; null if nobody can be asked
 */
public record RemoteFile(String url, MediaKind kind, Long size, Supplier<CompletionStage<String>> fresh) {

    /**
     * What a part comes to that may be all of it.
     */
    Verdict judge(Part part) throws IOException {
        if (size == null) {
            return Media.judge(part.bytes(), kind);
        }
        return part.size() == size ? Media.judge(new Bytes(part::read, size, true), kind)
                : new Verdict.Cut("it has " + part.size() + " bytes, and the gateway says " + size);
    }
}
