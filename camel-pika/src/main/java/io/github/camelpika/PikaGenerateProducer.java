package io.github.camelpika;

import java.util.List;
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

    private final GenerateRequestReader reader;
    private final SubmissionMark mark;
    private final Set<String> toldLeftOut = ConcurrentHashMap.newKeySet();
    private GatewayAccess access;

    public PikaGenerateProducer(PikaEndpoint endpoint) {
        super(endpoint);
        this.reader = new GenerateRequestReader(endpoint.getConfiguration(), endpoint.gateway().dialect());
        this.mark = new SubmissionMark(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        access = getEndpoint().access();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        GenerateRequest request;
        try {
            mark.refuseIfSet(exchange, gateway().title());
            request = reader.read(exchange.getMessage());
            warn(request);
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        ParkedExchange parked = new ParkedExchange(getEndpoint().engine(), exchange, callback);
        access.submit(request, () -> mark.set(exchange), submission -> parked.goOn(() -> apply(submission, exchange)));
        // an interrupt can't take back a POST, so a transacted exchange waits for its answer all the same
        return parked.park(() -> LOG.debug("Interrupted while a job is being submitted"));
    }

    private void warn(GenerateRequest request) {
        if (request.style() != null && !Styles.isKnown(request.style())) {
            LOG.warn("The style '{}' is not among those that gateways document, and is sent as it is: {}",
                    Texts.clean(request.style()), Styles.list());
        }
        List<String> leftOut = gateway().dialect().leftOut(request);
        leftOut.stream().filter(toldLeftOut::add).forEach(option -> LOG.warn(
                "{} has no place for {} in this request, so it is left out. Logged once for each endpoint.",
                gateway().title(), option));
    }

    private void apply(Submission submission, Exchange exchange) {
        if (submission instanceof Submission.Unknown unknown) {
            mark.keep(exchange, unknown.error().describe());
            throw new PikaSubmissionUnknownException(gateway().title(), unknown.error());
        }
        mark.clear(exchange);
        if (submission instanceof Submission.Refused refused) {
            throw new PikaGatewayException(gateway().title() + " did not accept the job", null, refused.error());
        }
        String taskId = ((Submission.Accepted) submission).taskId();
        LOG.debug("{} accepted task {}", gateway().title(), taskId);
        VideoTask task = VideoTask.of(taskId, gateway().name(), TaskState.QUEUED);
        ResultHeaders.set(exchange.getMessage(), task);
        exchange.getMessage().setBody(task);
    }

    private Gateway gateway() {
        return getEndpoint().gateway();
    }

    @Override
    public PikaEndpoint getEndpoint() {
        return (PikaEndpoint) super.getEndpoint();
    }
}
