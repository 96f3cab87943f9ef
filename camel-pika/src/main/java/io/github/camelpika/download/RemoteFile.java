package io.github.camelpika.download;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A file to fetch.
 *
 * @param url   its address
 * @param kind  what it must be
 * @param fresh asks for another address of the same file, when this one has expired; null if nobody can be asked
 */
public record RemoteFile(String url, MediaKind kind, Supplier<CompletionStage<String>> fresh) {
}
