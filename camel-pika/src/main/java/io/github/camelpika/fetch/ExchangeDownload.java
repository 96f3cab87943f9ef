package io.github.camelpika.fetch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.download.DownloadFailedException;
import io.github.camelpika.download.DownloadStoppedException;
import io.github.camelpika.model.Artifact;
import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.PendingExchange;
import io.github.camelpika.runtime.ResultHeaders;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that one exchange wants to have fetched: asked for, fetched at once, and put in place when all of it has come.
 */
final class ExchangeDownload extends PendingExchange {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeDownload.class);

    private final ComponentRuntime runtime;
    private final DownloadTerms terms;
    private final FileNaming naming;
    private final List<ArtifactDownload> downloads = new ArrayList<>();
    private final Set<ExchangeDownload> underWay;
    private volatile boolean hasPlace;
    private DownloadSource source;
    private volatile VideoLookup question;
    private boolean stopped;

    /**
     * @param underWay has this work in it until its exchange goes on
     */
    ExchangeDownload(ComponentRuntime runtime, DownloadTerms terms, Exchange exchange, AsyncCallback callback,
                     DownloadSource source, FileNaming naming, Set<ExchangeDownload> underWay) {
        super(runtime.exchanges(), exchange, callback);
        this.runtime = runtime;
        this.terms = terms;
        this.source = source;
        this.naming = naming;
        this.underWay = underWay;
    }

    /**
     * Waits for a place with its thread, and for the rest without.
     *
     * @return what the processor's method returns
     */
    boolean begin() {
        return begin(() -> {
            runtime.downloadPlaces().acquire();
            hasPlace = true;
            underWay.add(this);
            addresses().whenComplete((found, trouble) -> step(() -> fetch(found, trouble)));
            return this::stop;
        });
    }

    @Override
    protected String taskId() {
        return source.taskId();
    }

    @Override
    protected void settled() {
        underWay.remove(this);
        if (hasPlace) {
            runtime.downloadPlaces().release();
        }
    }

    private CompletableFuture<DownloadSource> addresses() {
        if (!source.urls().isEmpty()) {
            return CompletableFuture.completedFuture(source);
        }
        try {
            question = VideoLookup.ask(terms.account(), runtime, terms.options(), source.taskId());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return question.answer().thenApply(video -> source.with(video, terms.artifacts()));
    }

    private void fetch(DownloadSource found, Throwable noAddress) {
        if (noAddress != null) {
            fail(noAddress instanceof CompletionException ? noAddress.getCause() : noAddress);
            return;
        }
        source = found;
        List<CompletableFuture<?>> ends = new ArrayList<>();
        CompletableFuture<Void> firstTrouble = new CompletableFuture<>();
        for (Artifact artifact : terms.artifacts()) {
            ArtifactDownload download = new ArtifactDownload(runtime, terms, source, artifact, naming);
            synchronized (this) {
                downloads.add(download);
            }
            ends.add(started(download).whenComplete((whole, trouble) -> {
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
                .whenComplete((all, trouble) -> completeHere(() -> end(firstTrouble), this::settle));
    }

    /**
     * One that can't even be started ends with that, as the others have to be ended then.
     */
    private static CompletableFuture<?> started(ArtifactDownload download) {
        try {
            return download.start();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
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
                bodies.put(download.artifact().name(), download.finish(exchange()));
                tellWhoLooks(download);
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
        tell(exchange().getMessage(), bodies, contentType);
    }

    private void tellWhoLooks(ArtifactDownload download) {
        if (download.stays() && source.taskId() != null) {
            runtime.seen().downloaded(terms.account().gateway().name(), source.taskId(), download.artifact(), download.file().path());
        }
    }

    private static String said(Throwable reason) {
        return reason instanceof DownloadFailedException
                ? reason.getMessage() : reason.getClass().getSimpleName() + ": " + reason.getMessage();
    }

    private void settle() {
        downloads.forEach(ArtifactDownload::settle);
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
        LOG.debug("The download of task {} is cancelled", source.taskId());
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
}
