package io.github.camelpika.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaEndpoint;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.gateway.TaskIds;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.CallbackSignature;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.WaitListener;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.WaitResult;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for callbacks of {@code webhook:pika:feed}, and the owner of a consumer of the queue, which finds out all the
 * same if a callback is lost.
 * <p>
 * Nothing signs what a callback says, so it is a hint to ask the gateway now, and never a fact. It answers 404 unless the
 * URL's signature is right, 413 above 64 KiB, 400 to what is no JSON object, and else 200.
 */
public final class PikaWebhookHandler extends ServiceSupport implements Processor {


    private static final Logger LOG = LoggerFactory.getLogger(PikaWebhookHandler.class);
    private static final int LARGEST = 64 * 1024;
    /** A gateway that calls back about a task knows it; the next callback may tell more. */
    private static final Duration ASKED_FOR = Duration.ofMinutes(2);

    private final PikaEndpoint endpoint;
    private final Processor next;
    private CallbackSignature signature;
    private PikaFeedConsumer consumer;
    private FeedQueueHandler handler;
    private Object managed;

    public PikaWebhookHandler(PikaEndpoint endpoint, Processor next) {
        this.endpoint = endpoint;
        this.next = next;
    }

    @Override
    protected void doStart() throws Exception {
        PikaConfiguration options = endpoint.getConfiguration();
        if (isBlank(options.getCallbackToken()) && isBlank(options.getApiKey())) {
            throw new IllegalArgumentException("webhook:pika:feed needs a secret to tell callbacks from forgeries: set"
                                               + " callbackToken, the same as on the endpoints that submit, or apiKey");
        }
        signature = CallbackSignature.of(options);
        consumer = (PikaFeedConsumer) endpoint.createConsumer(next);
        handler = new FeedQueueHandler(consumer, endpoint.queueToTakeFrom());
        ServiceHelper.startService(consumer);
        managed = manage();
    }

    /**
     * Camel manages the consumer of a route, and that is the HTTP one here.
     */
    private Object manage() throws Exception {
        ManagementStrategy management = endpoint.getCamelContext().getManagementStrategy();
        if (management == null || management.getManagementObjectStrategy() == null) {
            return null;
        }
        Object object = management.getManagementObjectStrategy()
                .getManagedObjectForConsumer(endpoint.getCamelContext(), consumer);
        management.manageObject(object);
        return object;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    @Override
    protected void doStop() throws Exception {
        if (managed != null) {
            endpoint.getCamelContext().getManagementStrategy().unmanageObject(managed);
            managed = null;
        }
        ServiceHelper.stopAndShutdownService(consumer);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        int status = receive(message);
        message.setHeaders(new HashMap<>());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setBody(null);
    }

    private int receive(Message message) throws IOException {
        String submission = message.getHeader(CallbackSignature.SUBMISSION, String.class);
        if (!signature.isRight(submission, message.getHeader(CallbackSignature.SIGNATURE, String.class))) {
            return 404;
        }
        String body = body(message);
        if (body == null) {
            return 413;
        }
        try {
            JsonNode json = Json.read(body);
            if (!json.isObject()) {
                return 400;
            }
            JsonNode data = json.path("data").isObject() ? json.path("data") : json;
            hint(submission, data.path("task_id").asText(""));
            return 200;
        } catch (JsonProcessingException e) {
            return 400;
        }
    }

    private static String body(Message message) throws IOException {
        InputStream in = message.getBody(InputStream.class);
        if (in == null) {
            return "";
        }
        byte[] bytes = in.readNBytes(LARGEST + 1);
        return bytes.length > LARGEST ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private void hint(String submission, String taskId) {
        TaskTracker tracker = endpoint.getComponent().tracker();
        Optional<TrackedTask> tracked = tracker.find(submission);
        boolean known;
        String expected = tracked.map(task -> task.task().taskId()).orElse(null);
        if (!TaskIds.isSane(taskId)) {
            known = false;
        } else if (expected != null) {
            // the signature is the submission's, so it wakes that one's task and no other
            known = expected.equals(taskId)
                    && (tracker.askNow(submission) || endpoint.engine().waiter().askNow(taskId));
        } else if (tracked.isPresent()) {
            if (!endpoint.engine().waiter().askNow(taskId)) {
                ask(tracked.get(), taskId, tracker);
            }
            known = true;
        } else {
            known = endpoint.engine().waiter().askNow(taskId);
        }
        if (!known) {
            consumer.droppedCallback();
            LOG.debug("A callback about task {} was dropped, as nobody waits for it here", taskId);
        }
    }

    /**
     * The callback of a submission whose fate is not known tells the id of its task. The gateway is asked whether there
     * is one; if there is, it becomes a task like any other.
     */
    private void ask(TrackedTask unknown, String taskId, TaskTracker tracker) {
        handler.policy(unknown).ifPresent(policy -> endpoint.engine().waiter().start(taskId,
                new WaitPolicy(policy.access(), policy.schedule(), ASKED_FOR, ASKED_FOR, ASKED_FOR, false),
                Duration.ZERO, true,
                new WaitListener() {
                    @Override
                    public void changed(VideoTask task) {
                        tracker.accepted(unknown.id(), taskId);
                    }

                    @Override
                    public void ended(WaitResult result) {
                        // if nothing was seen until now, the next callback may tell more
                    }
                }));
    }
}
