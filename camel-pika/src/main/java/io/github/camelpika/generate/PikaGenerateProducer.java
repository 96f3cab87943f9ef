package io.github.camelpika.generate;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.download.AllowedHosts;
import io.github.camelpika.download.UrlPolicy;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.Styles;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Texts;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.runtime.PendingExchange;
import io.github.camelpika.runtime.ResultHeaders;
import io.github.camelpika.track.SubmittedMessage;
import io.github.camelpika.wait.GatewayAccess;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code pika:generate}: submits a job, and goes on with its task id.
 */
public class PikaGenerateProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(PikaGenerateProducer.class);
    /** Styles and headers come with messages, so there may be any number of them. */
    private static final int MOST_TOLD = 100;

    private final PikaConfiguration options;
    private final GatewayAccount account;
    private final ComponentServices services;
    private final RepeatWarning repeatWarning;
    private final GenerateRequestReader reader;
    private final PictureReader pictures;
    private final UrlPolicy urls;
    private final SubmissionMark mark;
    private final Set<ExchangeSubmission> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private IdempotentKey key;

    public PikaGenerateProducer(Endpoint endpoint, PikaConfiguration options, GatewayAccount account, ComponentServices services,
                                RepeatWarning repeatWarning) {
        super(endpoint);
        this.options = options;
        this.account = account;
        this.services = services;
        this.repeatWarning = repeatWarning;
        this.reader = new GenerateRequestReader(options, account.gateway().dialect());
        this.pictures = new PictureReader(options, account.gateway());
        this.urls = new UrlPolicy(account.baseUri(), options.isAllowHttp(), AllowedHosts.of(options.getAllowedHosts()));
        this.mark = new SubmissionMark(endpoint.getEndpointUri());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // tells a missing key now, and not with the first message
        account.access();
        if (options.getIdempotentKey() != null) {
            key = new IdempotentKey(getEndpoint().getCamelContext(), options.getIdempotentKey());
            services.chosenTracker().warnIfForgetful(getEndpoint().getEndpointUri(), services.name());
        }
        if (key != null || options.getQueue() != null) {
            services.tracker().check();
        }
        warnOfBudget();
        PostedJobs.share(getEndpoint().getCamelContext());
        if (resubmits()) {
            LOG.warn("{} has onUnknownSubmission=resubmit: a job whose answer was lost is posted again, and may be"
                    + " paid for twice",
                    URISupport.sanitizeUri(getEndpoint().getEndpointUri()));
        }
    }

    private void warnOfBudget() {
        if (services.budget().isPresent() && !gateway().dialect().tellsPoints()) {
            LOG.warn("maxPointsPerDay has no effect on {}, because {} doesn't report what a task costs",
                    URISupport.sanitizeUri(getEndpoint().getEndpointUri()), gateway().title());
        }
    }

    private boolean resubmits() {
        return "resubmit".equals(options.getOnUnknownSubmission());
    }

    /**
     * Posts no more of what stands at the door for routes that stop. Camel also stops a producer of a dynamic URI when it
     * needs room for others; the exchanges that wait there are none the worse for it.
     */
    @Override
    protected void doStop() throws Exception {
        takeBack();
        super.doStop();
    }

    private void takeBack() {
        underWay.stream().filter(ExchangeSubmission::itsRouteStops).forEach(submission -> submission.takeBack("its route is stopping"));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return PendingExchange.process(exchange, callback, () -> {
            try {
                return begin(exchange, callback);
            } catch (PikaSubmissionUnknownException e) {
                ResultHeaders.set(exchange.getMessage(), VideoTask.of(null, gateway().name(), TaskState.UNKNOWN));
                throw e;
            } catch (Throwable e) {
                ResultHeaders.clear(exchange.getMessage());
                throw e;
            }
        });
    }

    private boolean begin(Exchange exchange, AsyncCallback callback) throws Exception {
        exchange.getMessage().removeHeader(PikaConstants.REATTACHED);
        exchange.getMessage().removeHeader(PikaConstants.CANCEL);
        String keyOfThis = key == null ? null : key.of(exchange);
        ResultHeaders.set(exchange.getMessage(), PikaConstants.IDEMPOTENT_KEY, keyOfThis);
        Picture picture = pictures.of(exchange);
        GenerateRequest request = reader.read(exchange.getMessage(), picture);
        SubmittedMessage submitted = options.getQueue() == null ? null
                : SubmittedExchange.of(exchange, options.getApiKey(), !options.isImageBody(), this::warnOfHeader);
        if (keyOfThis == null && !resubmits()) {
            mark.refuseIfSet(exchange, request, gateway().title());
        }
        Optional<String> accepted = keyOfThis == null ? mark.accepted(exchange, request) : Optional.empty();
        if (accepted.isPresent()) {
            goOnWith(accepted.get(), exchange);
            callback.done(true);
            return true;
        }
        return submission(exchange, callback, picture, request, submitted, keyOfThis).begin();
    }

    private void goOnWith(String taskId, Exchange exchange) {
        VideoTask task = VideoTask.of(taskId, gateway().name(), TaskState.QUEUED);
        LOG.info("A step behind task {} has failed and is redelivered together with {}: the exchange goes on with the task, and"
                 + " nothing is posted", taskId, URISupport.sanitizeUri(getEndpoint().getEndpointUri()));
        ResultHeaders.set(exchange.getMessage(), task);
        exchange.getMessage().setHeader(PikaConstants.REATTACHED, true);
        services.observer().reattached(gateway());
        exchange.getMessage().setBody(task);
    }

    private ExchangeSubmission submission(Exchange exchange, AsyncCallback callback, Picture picture, GenerateRequest request,
                                          SubmittedMessage submitted, String keyOfThis) throws Exception {
        warn(request);
        if (key == null) {
            repeatWarning.submits(exchange, getEndpoint());
        }
        GatewayAccess access = account.access();
        TrackedSubmission tracked = TrackedSubmission.of(services, account, options, submitted, keyOfThis, request);
        ExchangeSubmission submission = new ExchangeSubmission(services.runtime(), access, request, resubmits(),
                options.getSubmitTimeout(), services.budget(), tracked,
                new SubmissionOutcome(gateway(), services.observer(), options.getQueue() != null, mark, request, tracked, exchange),
                picture == null ? null : new PicturePlacing(services.runtime(), access, urls, picture, options.getSubmitTimeout()), exchange, callback, underWay);
        underWay.add(submission);
        if (isStoppingOrStopped()) {
            takeBack();
        }
        return submission;
    }

    private void warnOfHeader(String name) {
        if (tellOnce("header " + name)) {
            LOG.warn("The header {} is not kept for the route that takes the finished task, because its value is an"
                    + " object that can't be stored. Logged once per endpoint.", Texts.clean(name));
        }
    }

    private void warn(GenerateRequest request) {
        if (Styles.problemWith(request.style()).isPresent() && tellOnce("style " + request.style())) {
            LOG.warn("The style '{}' is not one that gateways document, and is sent unchanged: {}",
                    Texts.clean(request.style()), Styles.list());
        }
        for (String doubt : gateway().dialect().doubts(request)) {
            if (tellOnce("doubt " + doubt)) {
                LOG.warn("{}, so it is sent as it is. Logged once for each endpoint.", Texts.clean(doubt));
            }
        }
        for (String option : gateway().dialect().leftOut(request)) {
            if (tellOnce("left out " + option)) {
                LOG.warn("{} has no field for {} in this request, so it is left out. Logged once per endpoint.",
                        gateway().title(), option);
            }
        }
    }

    private boolean tellOnce(String what) {
        return told.size() < MOST_TOLD && told.add(what);
    }

    private Gateway gateway() {
        return account.gateway();
    }

}
