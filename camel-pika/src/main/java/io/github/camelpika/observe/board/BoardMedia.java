package io.github.camelpika.observe.board;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.download.media.Bytes;
import io.github.camelpika.download.media.Format;
import io.github.camelpika.download.media.Media;
import io.github.camelpika.model.Artifact;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.RunningComponents;
import io.github.camelpika.runtime.SeenTasks;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The video or the poster of a task that has ended: its file, or what {@code pika:download} fetches anew. So its address,
 * which may be signed, stays here.
 */
final class BoardMedia {

    /** A person looks at one video and a page of posters; this is not to be a way to wear out the line. */
    private static final int MOST_FETCHES = 2;
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final String NONE = "There is no such file any more.";

    private final CamelContext context;
    private final Ends ends;
    private final Semaphore fetches = new Semaphore(MOST_FETCHES);
    private final Map<String, AsyncProducer> downloads = new ConcurrentHashMap<>();

    BoardMedia(CamelContext context, Ends ends) {
        this.context = context;
        this.ends = ends;
    }

    void stop() {
        ServiceHelper.stopService(downloads.values());
        downloads.clear();
    }

    /**
     * @param resource as in {@code media/3f…/poster}
     * @param then     told the answer, perhaps before this returns
     */
    void answer(String resource, Exchange exchange, Consumer<BoardReply> then) {
        String[] parts = resource.split("/");
        Optional<Artifact> artifact = EndedView.SHOWN.stream().filter(each -> each.name().equals(parts[2])).findFirst();
        Optional<Ends.Ended> ended = ends.find(RunningComponents.of(context).all(), parts[1]);
        if (artifact.isPresent() && ended.isPresent()) {
            answer(ended.get().component(), ended.get().end(), artifact.get(), exchange, then);
        } else {
            then.accept(BoardReply.refusal(404, NONE));
        }
    }

    private void answer(ComponentServices component, SeenTasks.End end, Artifact artifact, Exchange exchange, Consumer<BoardReply> then) {
        if (EndedView.hasFile(end, artifact)) {
            then.accept(file(end.files().get(artifact), exchange));
        } else if (EndedView.isFetchable(component, end, artifact)) {
            fetch(component.name(), end, artifact, exchange, then);
        } else {
            then.accept(BoardReply.refusal(404, NONE));
        }
    }

    private static BoardReply file(Path path, Exchange exchange) {
        try (FileChannel channel = FileChannel.open(path)) {
            Format format = Media.format(new Bytes(channel::read, Math.min(Media.ENOUGH, channel.size()), false));
            InputStream stream = Files.newInputStream(path);
            closeAtTheEnd(stream, exchange);
            return new BoardReply(200, format == null ? UNKNOWN_TYPE : format.mediaType(), stream, Map.of());
        } catch (IOException e) {
            return BoardReply.refusal(404, NONE);
        }
    }

    private static void closeAtTheEnd(InputStream stream, Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    stream.close();
                } catch (IOException e) {
                    done.setProperty(Exchange.EXCEPTION_CAUGHT, e);
                }
            }
        });
    }

    private void fetch(String component, SeenTasks.End end, Artifact artifact, Exchange exchange, Consumer<BoardReply> then) {
        if (!fetches.tryAcquire()) {
            then.accept(BoardReply.refusal(503, "Others are being fetched. Try again in a moment.").with("Retry-After", "2"));
            return;
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(end.task());
        try {
            download(component, artifact).process(exchange, doneSync -> {
                fetches.release();
                then.accept(fetched(exchange));
            });
        } catch (RuntimeException e) {
            fetches.release();
            throw e;
        }
    }

    private static BoardReply fetched(Exchange exchange) {
        Exception trouble = exchange.getException();
        if (trouble != null) {
            exchange.setException(null);
            return BoardReply.refusal(502, BoardView.brief(String.valueOf(trouble.getMessage())));
        }
        String type = exchange.getMessage().getHeader(PikaConstants.MEDIA_TYPE, UNKNOWN_TYPE, String.class);
        return new BoardReply(200, type, exchange.getMessage().getBody(), Map.of());
    }

    private AsyncProducer download(String component, Artifact artifact) {
        return downloads.computeIfAbsent(component + ":download?artifact=" + artifact.name(), uri -> {
            try {
                AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
                ServiceHelper.startService(producer);
                return producer;
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        });
    }
}
