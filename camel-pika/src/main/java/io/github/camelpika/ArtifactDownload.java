package io.github.camelpika;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.download.AllowedHosts;
import io.github.camelpika.download.Download;
import io.github.camelpika.download.DownloadLimits;
import io.github.camelpika.download.DownloadPolicy;
import io.github.camelpika.download.MediaKind;
import io.github.camelpika.download.Part;
import io.github.camelpika.download.Place;
import io.github.camelpika.download.Remote;
import io.github.camelpika.download.UrlPolicy;
import io.github.camelpika.download.VideoStream;
import io.github.camelpika.model.Artifact;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file that an exchange wants.
 */
final class ArtifactDownload {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactDownload.class);

    private final PikaEndpoint endpoint;
    private final DownloadSource source;
    private final Artifact artifact;
    private final FileNaming naming;
    private final String url;
    private Place place;
    private Part part;
    private volatile Download download;
    private boolean finished;

    ArtifactDownload(PikaEndpoint endpoint, DownloadSource source, Artifact artifact, FileNaming naming) {
        this.endpoint = endpoint;
        this.source = source;
        this.artifact = artifact;
        this.naming = naming;
        this.url = source.urls().get(artifact);
    }

    /**
     * @return done when all of it has come, or there is nothing to fetch
     */
    CompletableFuture<?> start() {
        PikaConfiguration options = endpoint.getConfiguration();
        PikaEngine engine = endpoint.engine();
        try {
            if (options.getDirectory() == null) {
                part = Part.temporary(FileNaming.ending(artifact, url));
            } else {
                place = Place.in(Path.of(options.getDirectory()), naming.of(artifact, url), options.getFileExist());
                if (place.isTaken()) {
                    return CompletableFuture.completedFuture(place);
                }
                part = place.open(identity(), engine.timer().now());
            }
            download = engine.downloads().start(remote(), part, policy(options));
            return download.done();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Tells the file without its address, which is signed anew each time; only where there is no task, the address without
     * its query has to do.
     */
    private String identity() {
        return source.taskId() == null
                ? url.replaceFirst("[?#].*", "")
                : endpoint.baseUri() + "\n" + source.taskId() + "\n" + artifact;
    }

    private Remote remote() {
        return new Remote(url, artifact.isVideo() ? MediaKind.VIDEO : MediaKind.IMAGE, !source.canBeAskedAgain() ? null
                : () -> VideoQuestion.ask(endpoint, source.taskId()).answer().thenApply(
                        video -> source.with(video, DownloadSource.artifacts(artifact.name())).urls().get(artifact)));
    }

    private DownloadPolicy policy(PikaConfiguration options) {
        return new DownloadPolicy(new UrlPolicy(endpoint.baseUri(), options.isAllowHttp(), AllowedHosts.of(options.getAllowedHosts())),
                new DownloadLimits(options.getMaxDownloadSize(), options.getStallTimeout(), options.getDownloadTimeout()),
                options.getApiKey());
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
            VideoStream body = VideoStream.of(part.path(), exchange);
            finished = true;
            return body;
        }
        if (part != null) {
            place.finish(part);
        }
        finished = true;
        return place.target().toFile();
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
        } catch (IOException e) {
            LOG.warn("The file {}, which is not whole, could not be {}", part.path(), keep ? "kept" : "deleted", e);
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
     * Where it is, or null if it is temporary.
     */
    Path file() {
        return place == null ? null : place.target();
    }
}
