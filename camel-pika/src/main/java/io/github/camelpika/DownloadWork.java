package io.github.camelpika;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import io.github.camelpika.download.DownloadFailedException;
import io.github.camelpika.download.DownloadStoppedException;
import io.github.camelpika.gateway.Texts;
import io.github.camelpika.model.Artifact;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that one exchange wants to have fetched: asked for, fetched at once, and put in place when all of it has come.
 */
final class DownloadWork {

    private static final Logger LOG = LoggerFactory.getLogger(DownloadWork.class);

    private final PikaEndpoint endpoint;
    private final ParkedExchange parked;
    private final List<Artifact> artifacts;
    private final FileNaming naming;
    private final List<ArtifactDownload> downloads = new ArrayList<>();
    private final Consumer<DownloadWork> whenDone;
    private DownloadSource source;
    private volatile VideoQuestion question;
    private boolean stopped;

    /**
     * @param whenDone told when the exchange is about to go on
     */
    DownloadWork(PikaEndpoint endpoint, ParkedExchange parked, DownloadSource source, FileNaming naming,
                 Consumer<DownloadWork> whenDone) {
        this.endpoint = endpoint;
        this.parked = parked;
        this.artifacts = DownloadSource.artifacts(endpoint.getConfiguration().getArtifact());
        this.source = source;
        this.naming = naming;
        this.whenDone = whenDone;
    }

    void start() {
        addresses().thenAccept(found -> {
            source = found;
            fetch();
        }).exceptionally(trouble -> {
            goOn(() -> parked.exchange().setException(trouble.getCause()));
            return null;
        });
    }

    private CompletableFuture<DownloadSource> addresses() {
        if (!source.urls().isEmpty()) {
            return CompletableFuture.completedFuture(source);
        }
        try {
            question = VideoQuestion.ask(endpoint, source.taskId());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return question.answer().thenApply(video -> source.with(video, artifacts));
    }

    private void fetch() {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        CompletableFuture<Void> firstTrouble = new CompletableFuture<>();
        for (Artifact artifact : artifacts) {
            ArtifactDownload download = new ArtifactDownload(endpoint, source, artifact, naming);
            synchronized (this) {
                downloads.add(download);
            }
            ends.add(download.start().whenComplete((whole, trouble) -> {
                if (trouble != null && firstTrouble.completeExceptionally(trouble)) {
                    stopAll();
                }
            }));
        }
        boolean late;
        synchronized (this) {
            late = stopped || firstTrouble.isDone();
        }
        if (late) {
            stopAll();
        }
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .whenComplete((all, trouble) -> goOn(() -> end(firstTrouble)));
    }

    private void goOn(Runnable result) {
        whenDone.accept(this);
        parked.goOn(result);
    }

    private void end(CompletableFuture<Void> firstTrouble) {
        Map<String, Object> bodies = new LinkedHashMap<>();
        String contentType = null;
        boolean keep = false;
        try {
            if (firstTrouble.isCompletedExceptionally()) {
                firstTrouble.join();
            }
            for (ArtifactDownload download : downloads) {
                contentType = download.contentType();
                bodies.put(download.artifact().name(), download.finish(parked.exchange()));
            }
        } catch (CompletionException | IOException e) {
            Throwable reason = e instanceof CompletionException ? e.getCause() : e;
            keep = reason instanceof DownloadStoppedException;
            String ofTask = source.taskId() == null ? "" : " of task " + Texts.clean(source.taskId());
            throw new PikaDownloadException("The file" + ofTask + " was not downloaded: " + said(reason), source.taskId(),
                    reason);
        } finally {
            for (ArtifactDownload download : downloads) {
                download.close(keep);
            }
        }
        tell(parked.exchange().getMessage(), bodies, contentType);
    }

    private static String said(Throwable reason) {
        return reason instanceof DownloadFailedException
                ? reason.getMessage() : reason.getClass().getSimpleName() + ": " + reason.getMessage();
    }

    private void tell(Message message, Map<String, Object> bodies, String contentType) {
        boolean one = bodies.size() == 1;
        Object first = bodies.values().iterator().next();
        DownloadedFile file = one ? downloads.get(0).file() : null;
        ResultHeaders.set(message, PikaConstants.FILE, one && downloads.get(0).stays() ? file.path().toString() : null);
        ResultHeaders.set(message, PikaConstants.MEDIA_TYPE, one ? file.mediaType() : null);
        ResultHeaders.set(message, PikaConstants.FILE_SIZE, one ? file.size() : null);
        ResultHeaders.set(message, Exchange.CONTENT_TYPE, one ? contentType : null);
        message.setBody(one ? first : bodies);
    }

    /**
     * Breaks all of it off. The exchange goes on soon.
     */
    void stop() {
        LOG.debug("The download of task {} is broken off", source.taskId());
        synchronized (this) {
            stopped = true;
        }
        if (question != null) {
            question.stop();
        }
        stopAll();
    }

    private void stopAll() {
        List<ArtifactDownload> all;
        synchronized (this) {
            all = List.copyOf(downloads);
        }
        all.forEach(ArtifactDownload::stop);
    }

    ParkedExchange parked() {
        return parked;
    }
}
