package io.github.camelpika.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.download.Download;
import io.github.camelpika.download.FileNames;
import io.github.camelpika.download.MediaKind;
import io.github.camelpika.download.Part;
import io.github.camelpika.download.RemoteFile;
import io.github.camelpika.download.TargetFile;
import io.github.camelpika.model.Artifact;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.GatewayAccount;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file that an exchange wants.
 */
final class ArtifactDownload {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactDownload.class);

    private final ComponentRuntime runtime;
    private final DownloadTerms terms;
    private final DownloadSource source;
    private final Artifact artifact;
    private final FileNaming naming;
    private final String url;
    private TargetFile place;
    private Part part;
    private DownloadedFile file;
    private volatile Download download;
    private boolean finished;

    ArtifactDownload(ComponentRuntime runtime, DownloadTerms terms, DownloadSource source, Artifact artifact, FileNaming naming) {
        this.runtime = runtime;
        this.terms = terms;
        this.source = source;
        this.artifact = artifact;
        this.naming = naming;
        this.url = source.urls().get(artifact);
    }

    /**
     * @return done when all of it has come, or there is nothing to fetch
     */
    CompletableFuture<?> start() {
        download = runtime.downloads().start(remote(), this::open,
                terms.policy(source.timeLeft(terms.options().getFileTimeout(), runtime.timer().now())));
        return download.done();
    }

    /**
     * Blocks, so it is done where files are fetched, and only when it is this one's turn, so that what waits holds no file.
     */
    private Part open() throws IOException {
        String directory = terms.options().getDirectory();
        if (directory == null) {
            part = Part.temporary();
            return part;
        }
        TargetFile stem = TargetFile.in(Path.of(directory), naming.of(artifact), terms.options().getFileExist());
        place = taken(stem);
        if (place == null) {
            part = stem.open(identity(), runtime.timer().now());
            place = stem;
        }
        return part;
    }

    /**
     * Where there is a file that is to stay, or null. Its ending is known only where it was asked for by its name.
     */
    private TargetFile taken(TargetFile stem) throws IOException {
        if (!naming.needsEnding(artifact)) {
            return stem.isTaken() ? stem : null;
        }
        for (String ending : stem.maySpareTheDownload() ? kind().endings() : List.<String> of()) {
            if (stem.with(ending).isTaken()) {
                return stem.with(ending);
            }
        }
        return null;
    }

    private MediaKind kind() {
        return artifact.isVideo() ? MediaKind.VIDEO : MediaKind.IMAGE;
    }

    /**
     * Tells the file without its address, which is signed anew each time; only where there is no task, the address without
     * its query has to do.
     */
    private String identity() {
        return source.taskId() == null
                ? url.replaceFirst("[?#].*", "")
                : terms.account().baseUri() + "\n" + source.taskId() + "\n" + artifact;
    }

    private RemoteFile remote() {
        return new RemoteFile(url, kind(), source.sizeOf(artifact), !source.canBeAskedAgain() ? null : this::freshAddress);
    }

    /** The answer to a query may have the address that was refused, where there is a call for another one. */
    private CompletableFuture<String> freshAddress() {
        GatewayAccount account = terms.account();
        boolean ofItsOwn = artifact == Artifact.video && account.gateway().dialect().freshAddress(source.taskId()).isPresent();
        return ofItsOwn
                ? AddressLookup.ask(account, source.taskId())
                : VideoLookup.ask(account, runtime, terms.options(), source.taskId()).answer().thenApply(
                        video -> source.with(video, DownloadSource.artifacts(artifact.name())).urls().get(artifact));
    }

    void stop() {
        Download current = download;
        if (current != null) {
            current.stop();
        }
    }

    /**
     * Puts the file in its place, or into the care of the exchange.
     *
     * @return the body
     */
    Object finish(Exchange exchange) throws IOException {
        if (place == null) {
            part.close();
            String name = part.path().getFileName().toString();
            file = DownloadedFile.of(Files.move(part.path(), part.path().resolveSibling(FileNames.stem(name) + part.format().ending())),
                    part.format());
            finished = true;
            return VideoStream.of(file.path(), exchange);
        }
        file = part == null ? DownloadedFile.found(place.target()) : DownloadedFile.of(whole().finish(part), part.format());
        finished = true;
        return file.path().toFile();
    }

    /**
     * Makes sure that what got a name keeps it. Blocks.
     */
    void settle() {
        if (finished && place != null && part != null) {
            whole().settle();
        }
    }

    private TargetFile whole() {
        return naming.needsEnding(artifact) ? place.with(part.format().ending()) : place;
    }

    /**
     * Clears away what was not put in its place.
     *
     * @param keep whether somebody will go on with it
     */
    void close(boolean keep) {
        if (finished || part == null) {
            return;
        }
        try {
            if (keep) {
                part.leave();
            } else {
                part.discard();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The incomplete file {} could not be {}", part.path(), keep ? "kept" : "deleted", e);
        }
    }

    Artifact artifact() {
        return artifact;
    }

    /**
     * What the server said that it is; null if nothing was fetched.
     */
    String contentType() {
        return part == null ? null : part.contentType();
    }

    /**
     * What became of it, when it is finished.
     */
    DownloadedFile file() {
        return file;
    }

    /**
     * Whether it is in a place where it stays.
     */
    boolean stays() {
        return place != null;
    }
}
