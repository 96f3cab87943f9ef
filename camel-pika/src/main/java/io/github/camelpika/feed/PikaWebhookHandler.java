package io.github.camelpika.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.gateway.Dialect;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.runtime.CallbackOutcome;
import io.github.camelpika.runtime.CallbackSignature;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The door for callbacks of {@code webhook:pika:feed}, and the owner of a consumer of the queue, which finds out all the
 * same if a callback is lost.
 * <p>
 * Whoever posts it, a callback is a hint to ask the gateway now, and never a fact. It answers 404 unless the
 * URL's signature is right, 413 above 64 KiB, 401 to what its gateway should have signed and didn't, 503 while nobody can tell,
 * 400 to what is no JSON object, and else 200.
 */
public final class PikaWebhookHandler extends AsyncProcessorSupport {

    private static final int LARGEST = 64 * 1024;

    private final PikaConfiguration options;
    private final GatewayAccount account;
    private final ComponentServices services;
    private final Supplier<PikaFeedConsumer> consumers;
    private CallbackSignature signature;
    private PikaFeedConsumer consumer;
    private SenderCheck sender;
    private CallbackHint hint;
    private Object managed;

    /**
     * @param account   that of the webhook's endpoint
     * @param consumers makes one, with each start
     */
    public PikaWebhookHandler(PikaConfiguration options, GatewayAccount account, ComponentServices services,
                              Supplier<PikaFeedConsumer> consumers) {
        this.options = options;
        this.account = account;
        this.services = services;
        this.consumers = consumers;
    }

    @Override
    protected void doStart() throws Exception {
        if (isBlank(options.getCallbackToken()) && isBlank(options.getApiKey())) {
            throw new IllegalArgumentException("webhook:pika:feed needs a secret to tell callbacks from forgeries: set"
                                               + " callbackToken, the same as on the endpoints that submit, or apiKey");
        }
        signature = CallbackSignature.of(options);
        consumer = consumers.get();
        hint = new CallbackHint(services, consumer.handler());
        sender = new SenderCheck(options, services, consumer.getQueue());
        ServiceHelper.startService(consumer);
        managed = manage();
        sender.prepare(account.gateway());
    }

    /**
     * Camel manages the consumer of a route, and that is the HTTP one here.
     */
    private Object manage() throws Exception {
        ManagementStrategy management = services.context().getManagementStrategy();
        if (management == null || management.getManagementObjectStrategy() == null) {
            return null;
        }
        Object object = management.getManagementObjectStrategy()
                .getManagedObjectForConsumer(services.context(), consumer);
        management.manageObject(object);
        return object;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    @Override
    protected void doStop() throws Exception {
        if (managed != null) {
            services.context().getManagementStrategy().unmanageObject(managed);
            managed = null;
        }
        ServiceHelper.stopAndShutdownService(consumer);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback done) {
        CompletableFuture<Integer> status;
        try {
            status = receive(exchange.getMessage());
        } catch (IOException | RuntimeException e) {
            status = CompletableFuture.failedFuture(e);
        }
        boolean atOnce = status.isDone();
        status.whenComplete((code, trouble) -> {
            answer(exchange, code, trouble);
            done.done(atOnce);
        });
        return atOnce;
    }

    private static void answer(Exchange exchange, Integer code, Throwable trouble) {
        if (trouble != null) {
            exchange.setException(trouble instanceof CompletionException ? trouble.getCause() : trouble);
            return;
        }
        Message message = exchange.getMessage();
        message.setHeaders(new HashMap<>());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, code);
        message.setBody(null);
    }

    private CompletableFuture<Integer> receive(Message message) throws IOException {
        String submission = message.getHeader(CallbackSignature.SUBMISSION, String.class);
        String signed = message.getHeader(CallbackSignature.SIGNATURE, String.class);
        // what was sent before the key was replaced is still right
        if (!signature.isRight(submission, signed) && !CallbackSignature.of(options).isRight(submission, signed)) {
            return CompletableFuture.completedFuture(404);
        }
        byte[] body = body(message);
        if (body.length > LARGEST) {
            return CompletableFuture.completedFuture(413);
        }
        Optional<TrackedTask> tracked = services.tracker().find(submission);
        Gateway gateway = gatewayOf(tracked);
        return sender.check(gateway, name -> message.getHeader(name, String.class), body).thenApply(verdict -> switch (verdict) {
            case GENUINE -> take(submission, tracked, gateway, body);
            case FORGED -> counted(gateway, CallbackOutcome.REFUSED, 401);
            case UNKNOWN -> counted(gateway, CallbackOutcome.POSTPONED, 503);
        });
    }

    /**
     * Where the submission went; of one that no tracker knows, where the webhook's endpoint would ask.
     */
    private Gateway gatewayOf(Optional<TrackedTask> tracked) {
        return tracked.flatMap(task -> Gateway.find(task.origin().gateway())).orElse(account.gateway());
    }

    private int take(String submission, Optional<TrackedTask> tracked, Gateway gateway, byte[] body) {
        JsonNode json;
        try {
            json = Json.read(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return 400;
        }
        if (!json.isObject()) {
            return 400;
        }
        Dialect dialect = gateway.dialect();
        Optional<String> taskId = dialect.calledBack(json, tracked.map(task -> task.task().taskId()).orElse(null),
                tracked.map(TrackedTask::kind).orElse(JobKind.ANY));
        return counted(gateway, hint.take(submission, tracked, taskId, dialect.callbackSigning().isPresent()), 200);
    }

    private int counted(Gateway gateway, CallbackOutcome outcome, int status) {
        consumer.calledBack(gateway, outcome);
        return status;
    }

    /** The very bytes, as they are what is signed; and one more than there may be, if there are more. */
    private static byte[] body(Message message) throws IOException {
        InputStream in = message.getBody(InputStream.class);
        return in == null ? new byte[0] : in.readNBytes(LARGEST + 1);
    }
}
