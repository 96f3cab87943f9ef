package io.github.camelpika.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.model.VideoTask;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.ExchangeHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what changes during waits to one endpoint, on threads of its own: however slow that endpoint is, or whether it
 * fails, the waits don't notice. The changes of one wait arrive in order.
 */
public final class ProgressPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressPublisher.class);

    private final Endpoint endpoint;
    private final ProducerTemplate template;
    private final ExecutorService threads;

    /**
     * @param template keeps producers, no more than it has room for, however many endpoints there are
     * @param threads  what they have no room for is dropped and logged; the next change of the task tells the same and
     *                 more
     */
    ProgressPublisher(Endpoint endpoint, ProducerTemplate template, ExecutorService threads) {
        this.endpoint = endpoint;
        this.template = template;
        this.threads = threads;
    }

    /**
     * Sends a copy of the exchange with the task as its body.
     *
     * @param  before the sending of the change before this one, or null
     * @return        the sending of this change; never fails
     */
    public CompletionStage<Void> publishAfter(CompletionStage<Void> before, Exchange exchange, VideoTask task) {
        Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
        // whoever asked for the video waits for it, but nobody waits for a reply to a progress
        copy.setPattern(ExchangePattern.InOnly);
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
        LOG.warn("The progress of task {} could not be sent to {}; the wait continues: {}",
                copy.getMessage().getHeader(PikaConstants.TASK_ID), endpoint, e.toString());
        LOG.debug("What kept the progress from being sent", e);
        return null;
    }
}
