package io.github.camelpika;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

import io.github.camelpika.model.VideoTask;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what changes during waits to an endpoint, on threads of its own: however slow that endpoint is, or whether it
 * fails, the waits don't notice. The changes of one wait arrive in order.
 */
final class ProgressPublisher extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressPublisher.class);
    private static final int THREADS = 4;
    /** What comes on top of this is dropped and logged; the next change of the task tells the same and more. */
    private static final int MOST_WAITING = 10_000;

    private final CamelContext context;
    private final String uri;
    private Endpoint endpoint;
    private ProducerTemplate template;
    private ExecutorService threads;

    ProgressPublisher(CamelContext context, String uri) {
        this.context = context;
        this.uri = uri;
    }

    @Override
    protected void doStart() throws Exception {
        endpoint = context.getEndpoint(uri);
        template = context.createProducerTemplate();
        ThreadPoolProfile profile = new ThreadPoolProfile("PikaProgress");
        profile.setPoolSize(THREADS);
        profile.setMaxPoolSize(THREADS);
        profile.setMaxQueueSize(MOST_WAITING);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        threads = context.getExecutorServiceManager().newThreadPool(this, "PikaProgress", profile);
    }

    @Override
    protected void doStop() throws Exception {
        context.getExecutorServiceManager().shutdownGraceful(threads, 1_000);
        ServiceHelper.stopService(template);
    }

    /**
     * Sends a copy of the exchange with the task as its body.
     *
     * @param  before the sending of the change before this one, or null
     * @return        the sending of this change; never fails
     */
    CompletionStage<Void> publishAfter(CompletionStage<Void> before, Exchange exchange, VideoTask task) {
        Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
        copy.getMessage().setBody(task);
        ResultHeaders.set(copy.getMessage(), task);
        CompletionStage<Void> start = before == null ? CompletableFuture.completedFuture(null) : before;
        return start.thenRunAsync(() -> send(copy), threads).exceptionally(e -> failed(copy, e));
    }

    private void send(Exchange copy) {
        template.send(endpoint, copy);
        if (copy.getException() != null) {
            failed(copy, copy.getException());
        }
    }

    private Void failed(Exchange copy, Throwable e) {
        LOG.warn("The progress of task {} could not be sent to {}; the wait goes on: {}",
                copy.getMessage().getHeader(PikaConstants.TASK_ID), endpoint, e.toString());
        LOG.debug("What kept the progress from being sent", e);
        return null;
    }
}
