package io.github.camelpika.feed;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaTaskFailedException;
import io.github.camelpika.PikaWaitTimeoutException;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.runtime.InlineTask;
import io.github.camelpika.runtime.PendingExchange;
import io.github.camelpika.runtime.ProgressPublisher;
import io.github.camelpika.runtime.ResultHeaders;
import io.github.camelpika.runtime.TaskReference;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.PollSchedule;
import io.github.camelpika.wait.WaitEnd;
import io.github.camelpika.wait.WaitListener;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.WaitResult;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * {@code pika:feed} in the middle of a route: waits for a task, without holding a thread, and goes on with it.
 */
public class PikaFeedProducer extends DefaultAsyncProducer {

    private final PikaConfiguration options;
    private final GatewayAccount account;
    private final ComponentServices services;
    private final PollSchedule schedule;
    private volatile WaitPolicy policy;

    public PikaFeedProducer(Endpoint endpoint, PikaConfiguration options, GatewayAccount account, ComponentServices services,
                            PollSchedule schedule) {
        super(endpoint);
        this.options = options;
        this.account = account;
        this.services = services;
        this.schedule = schedule;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        policy();
        publisher();
        WaitOptions.warn(getEndpoint(), options, account.gateway());
    }

    /**
     * Made anew when the component was started anew.
     */
    private WaitPolicy policy() {
        GatewayAccess access = account.access();
        WaitPolicy current = policy;
        if (current == null || current.access() != access) {
            current = options.isWait() ? WaitOptions.whole(options, access, schedule) : WaitOptions.look(options, access, schedule);
            policy = current;
        }
        return current;
    }

    private ProgressPublisher publisher() {
        return options.getProgressUri() == null ? null : services.runtime().publisher(options.getProgressUri());
    }

    /**
     * Ends the waits of routes that stop. Camel also stops a producer of a dynamic URI when it needs room for others; the
     * exchanges that wait there are none the worse for it.
     */
    @Override
    protected void doStop() throws Exception {
        if (services.isStarted()) {
            services.runtime().waiter().stop(listener -> listener instanceof Parked parked
                                                         && parked.feed() == this && parked.itsRouteStops());
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return PendingExchange.process(exchange, callback, () -> {
            String taskId = TaskReference.of(exchange.getMessage(), options.getTaskId(), account.gateway().name());
            ComponentRuntime runtime = services.runtime();
            Parked parked = new Parked(runtime, exchange, callback);
            return parked.begin(() -> runtime.waiter().start(taskId, policy(), Duration.ZERO,
                    InlineTask.isOn(exchange, taskId), parked)::stop);
        });
    }

    private void apply(WaitResult result, Exchange exchange) {
        WaitEnd end = result.end();
        if (end instanceof WaitEnd.Answered answered) {
            boolean fine = policy.once() || answered.task().state() == TaskState.SUCCEEDED;
            goOn(result, exchange, answered.task(), fine ? null : new PikaTaskFailedException(answered.task()));
        } else if (end instanceof WaitEnd.TimedOut timedOut) {
            VideoTask task = result.timedOut(account.gateway().name(), timedOut.reason());
            goOn(result, exchange, task, new PikaWaitTimeoutException(task));
        } else {
            if (result.last() != null) {
                ResultHeaders.set(exchange.getMessage(), result.last(), options.getUnitPrice());
            }
            ResultHeaders.set(exchange.getMessage(), result);
            ResultHeaders.set(exchange.getMessage(), PikaConstants.ERROR,
                    end instanceof WaitEnd.Failed failed ? failed.error().describe() : null);
            ResultHeaders.set(exchange.getMessage(), PikaConstants.ERROR_CODE,
                    end instanceof WaitEnd.Failed failed ? failed.error().code() : null);
            throw end instanceof WaitEnd.Failed failed
                    ? new PikaGatewayException(account.gateway().title() + " could not report on task "
                                               + result.taskId(), result.taskId(), failed.error())
                    : new PikaException("The wait for task " + result.taskId() + " was cancelled, because its route"
                            + " or the context is stopping. The task continues: ask again with pika:feed and the same"
                                        + " task id", result.taskId());
        }
    }

    /**
     * @param failure what makes this end an exception, unless the route wants to see it as a normal exchange
     */
    private void goOn(WaitResult result, Exchange exchange, VideoTask task, PikaException failure) {
        ResultHeaders.set(exchange.getMessage(), task, options.getUnitPrice());
        ResultHeaders.set(exchange.getMessage(), result);
        if (failure != null && options.isThrowExceptionOnFailure()) {
            throw failure;
        }
        exchange.getMessage().setBody(task);
    }

    private static boolean isKept(VideoTask task, Exchange exchange) {
        return task.state().isEnded() && InlineTask.isOn(exchange, task.taskId());
    }

    /** One object, as a hundred thousand may wait. */
    private final class Parked extends PendingExchange implements WaitListener {

        private CompletionStage<Void> sent;

        Parked(ComponentRuntime runtime, Exchange exchange, AsyncCallback callback) {
            super(runtime.exchanges(), exchange, callback);
        }

        PikaFeedProducer feed() {
            return PikaFeedProducer.this;
        }

        @Override
        public void changed(VideoTask task) {
            ProgressPublisher publisher = publisher();
            if (publisher != null) {
                sent = publisher.publishAfter(sent, exchange(), task);
            }
        }

        @Override
        public void ended(WaitResult result) {
            if (result.end() instanceof WaitEnd.Answered answered && isKept(answered.task(), exchange())) {
                completeOn(services.runtime().storage(), () -> {
                    InlineTask.ended(exchange(), answered.task());
                    apply(result, exchange());
                });
            } else {
                complete(() -> apply(result, exchange()));
            }
        }
    }
}
