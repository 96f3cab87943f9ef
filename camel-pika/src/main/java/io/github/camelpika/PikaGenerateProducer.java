package io.github.camelpika;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.Styles;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.gateway.Texts;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.wait.GatewayAccess;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code pika:generate}: submits a job, and goes on with its task id.
 */
public class PikaGenerateProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(PikaGenerateProducer.class);
    /** Styles come with messages, so there may be any number of them. */
    private static final int MOST_TOLD = 100;

    private final GenerateRequestReader reader;
    private final SubmissionMark mark;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public PikaGenerateProducer(PikaEndpoint endpoint) {
        super(endpoint);
        this.reader = new GenerateRequestReader(endpoint.getConfiguration(), endpoint.gateway().dialect());
        this.mark = new SubmissionMark(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // tells a missing key now, and not with the first message
        getEndpoint().access();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            TrackedSubmission tracked = TrackedSubmission.of(getEndpoint(), exchange);
            GenerateRequest request = reader.read(exchange.getMessage());
            mark.refuseIfSet(exchange, request, gateway().title());
            warn(request);
            GatewayAccess access = getEndpoint().access();
            ParkedExchange parked = new ParkedExchange(getEndpoint().engine(), exchange, callback);
            Runnable takeBack = access.submit(tracked.withCallback(request), () -> {
                tracked.beforePost();
                mark.set(exchange, request);
            }, submission -> parked.goOn(() -> {
                try {
                    tracked.afterwards(submission);
                } finally {
                    // whatever becomes of the tracker, the exchange must know its task
                    apply(submission, request, exchange);
                }
            }));
            return parked.park(takeBack);
        } catch (PikaSubmissionUnknownException e) {
            ResultHeaders.set(exchange.getMessage(), fateUnknown(null));
            exchange.setException(e);
        } catch (Exception e) {
            ResultHeaders.clear(exchange.getMessage());
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private void warn(GenerateRequest request) {
        if (request.style() != null && !Styles.isKnown(request.style()) && tellOnce("style " + request.style())) {
            LOG.warn("The style '{}' is not among those that gateways document, and is sent as it is: {}",
                    Texts.clean(request.style()), Styles.list());
        }
        for (String option : gateway().dialect().leftOut(request)) {
            if (tellOnce("left out " + option)) {
                LOG.warn("{} has no place for {} in this request, so it is left out. Logged once for each endpoint.",
                        gateway().title(), option);
            }
        }
    }

    private boolean tellOnce(String what) {
        return told.size() < MOST_TOLD && told.add(what);
    }

    private void apply(Submission submission, GenerateRequest request, Exchange exchange) {
        if (submission instanceof Submission.Unknown unknown) {
            mark.keep(exchange, request, unknown.error().describe());
            VideoTask task = fateUnknown(unknown.error().describe());
            ResultHeaders.set(exchange.getMessage(), task);
            if (getEndpoint().getConfiguration().getQueue() == null) {
                throw new PikaSubmissionUnknownException(gateway().title(), unknown.error());
            }
            exchange.getMessage().setBody(task);
            return;
        }
        mark.clear(exchange);
        if (submission instanceof Submission.Refused refused) {
            ResultHeaders.clear(exchange.getMessage());
            throw new PikaGatewayException(gateway().title() + " did not accept the job", null, refused.error());
        }
        String taskId = ((Submission.Accepted) submission).taskId();
        LOG.debug("{} accepted task {}", gateway().title(), taskId);
        VideoTask task = VideoTask.of(taskId, gateway().name(), TaskState.QUEUED);
        ResultHeaders.set(exchange.getMessage(), task);
        exchange.getMessage().setBody(task);
    }

    /**
     * An exchange that goes on all the same must not be taken for one with the task of an earlier job.
     */
    private VideoTask fateUnknown(String reason) {
        return VideoTask.of(null, gateway().name(), TaskState.UNKNOWN).ended(TaskState.UNKNOWN, reason);
    }

    private Gateway gateway() {
        return getEndpoint().gateway();
    }

    @Override
    public PikaEndpoint getEndpoint() {
        return (PikaEndpoint) super.getEndpoint();
    }
}
