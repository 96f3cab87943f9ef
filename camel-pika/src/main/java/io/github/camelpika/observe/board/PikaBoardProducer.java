package io.github.camelpika.observe.board;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.RunningComponents;
import io.github.camelpika.track.Sha256;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code pika:board}: answers an HTTP request with the board, a page that shows what the components of the context do. What
 * changes is fetched by the page: a stream of events would hold a thread of platform-http for each who looks.
 */
public class PikaBoardProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(PikaBoardProducer.class);
    /** Each look may ask a database, and any number of pages may be open. */
    private static final int MOST_LOOKS = 4;

    private final BoardGate gate;
    private final BoardFiles files = new BoardFiles();
    private final Ends ends = new Ends();
    private final BoardMedia media;
    private final Semaphore looks = new Semaphore(MOST_LOOKS);

    public PikaBoardProducer(Endpoint endpoint, PikaConfiguration options) {
        super(endpoint);
        this.gate = new BoardGate(options);
        this.media = new BoardMedia(endpoint.getCamelContext(), ends);
    }

    @Override
    protected void doStop() throws Exception {
        media.stop();
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        BoardRequest request = BoardRequest.of(exchange.getMessage());
        Consumer<BoardReply> then = reply -> {
            (request.method().equals("HEAD") ? reply.withoutBody(reply.status()) : reply).writeTo(exchange.getMessage());
            callback.done(false);
        };
        try {
            answer(request, exchange, then);
        } catch (RuntimeException e) {
            LOG.warn("The board could not be shown", e);
            then.accept(BoardReply.refusal(500, "The board could not be shown. The reason is in the log."));
        }
        return false;
    }

    private void answer(BoardRequest request, Exchange exchange, Consumer<BoardReply> then) {
        BoardReply refusal = gate.refusal(request).orElse(null);
        if (refusal != null) {
            then.accept(refusal);
        } else if (request.resource() == null) {
            then.accept(elsewhere(request, exchange));
        } else if (request.resource().startsWith("media/") && !request.isPost()) {
            media.answer(request.resource(), exchange, then);
        } else if (request.resource().equals("api/act") && request.isPost()) {
            new BoardActions(components()).run(exchange.getMessage().getBody(String.class), then);
        } else if (request.resource().equals("api/board") && !request.isPost()) {
            then.accept(look(request));
        } else {
            then.accept(files.find(request).filter(found -> !request.isPost())
                    .orElseGet(() -> BoardReply.refusal(404, "There is no such page.")));
        }
    }

    /**
     * What the page names is relative to its folder, so the address of the route needs a slash at its end.
     */
    private static BoardReply elsewhere(BoardRequest request, Exchange exchange) {
        Endpoint from = exchange.getFromEndpoint();
        boolean isWhole = "".equals(exchange.getMessage().getHeader(Exchange.HTTP_PATH))
                || from != null && URISupport.stripQuery(from.getEndpointUri()).endsWith("/" + request.last());
        return isWhole && !request.isPost() && !request.last().isEmpty()
                ? new BoardReply(302, null, null, Map.of("Location", request.last() + "/"))
                : BoardReply.refusal(404, "There is no such page.");
    }

    private BoardReply look(BoardRequest request) {
        if (!looks.tryAcquire()) {
            return BoardReply.refusal(503, "Others are looking. The page tries again.").with("Retry-After", "2");
        }
        try {
            String json = Json.write(new BoardView(components(), ends, gate.allowsActions(), BoardFilter.of(request)).json());
            return BoardReply.of(json.getBytes(StandardCharsets.UTF_8), BoardReply.JSON)
                    .with("X-Pika-Now", String.valueOf(components().get(0).runtime().timer().now().getEpochSecond()))
                    .unlessKnown("\"" + Sha256.of(json) + "\"", request);
        } finally {
            looks.release();
        }
    }

    private List<ComponentServices> components() {
        return RunningComponents.of(getEndpoint().getCamelContext()).all();
    }
}
