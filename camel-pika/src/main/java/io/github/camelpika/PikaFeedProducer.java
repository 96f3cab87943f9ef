package io.github.camelpika;

import java.util.concurrent.CompletionStage;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.wait.Wait;
import io.github.camelpika.wait.WaitEnd;
import io.github.camelpika.wait.WaitListener;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.WaitResult;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * {@code pika:feed} in the middle of a route: waits for a task, without holding a thread, and goes on with it.
 */
public class PikaFeedProducer extends DefaultAsyncProducer {

    private final PikaConfiguration options;
    private PikaEngine engine;
    private WaitPolicy policy;
    private ProgressPublisher progress;

    public PikaFeedProducer(PikaEndpoint endpoint) {
        super(endpoint);
        this.options = endpoint.getConfiguration();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        engine = getEndpoint().engine();
        policy = new WaitPolicy(getEndpoint().access(), getEndpoint().pollSchedule(), options.getWaitTimeout(),
                options.getQueueTimeout(), !options.isWait());
        if (options.getProgressUri() != null) {
            progress = new ProgressPublisher(getEndpoint().getCamelContext(), options.getProgressUri());
            ServiceHelper.startService(progress);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (engine != null) {
            engine.waiter().stop(policy);
        }
        ServiceHelper.stopService(progress);
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String taskId;
        try {
            taskId = TaskReference.of(exchange.getMessage(), options.getTaskId(), getEndpoint().gateway().name());
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        Parked parked = new Parked(new ParkedExchange(engine, exchange, callback));
        Wait wait = engine.waiter().start(taskId, policy, parked);
        return parked.exchange.park(wait::stop);
    }

    private void apply(WaitResult result, Exchange exchange) {
        WaitEnd end = result.end();
        if (end instanceof WaitEnd.Answered answered) {
            boolean fine = policy.once() || answered.task().state() == TaskState.SUCCEEDED;
            goOn(result, exchange, answered.task(), fine ? null : new PikaTaskFailedException(answered.task()));
        } else if (end instanceof WaitEnd.TimedOut timedOut) {
            VideoTask task = result.last() == null
                    ? VideoTask.of(result.taskId(), getEndpoint().gateway().name(), TaskState.TIMED_OUT)
                    : result.last();
            task = task.ended(TaskState.TIMED_OUT, timedOut.reason());
            goOn(result, exchange, task, new PikaWaitTimeoutException(task));
        } else {
            if (result.last() != null) {
                ResultHeaders.set(exchange.getMessage(), result.last());
            }
            told(result, exchange.getMessage());
            throw end instanceof WaitEnd.Failed failed
                    ? new PikaGatewayException(getEndpoint().gateway().title() + " can't tell of task "
                                               + result.taskId(), result.taskId(), failed.error())
                    : new PikaException("The wait for task " + result.taskId() + " was broken off, because its route or"
                                        + " the context stops. The task goes on: ask again with pika:feed and the same"
                                        + " task id", result.taskId());
        }
    }

    /**
     * @param failure what makes this end an exception, unless the route wants to see it as a normal exchange
     */
    private void goOn(WaitResult result, Exchange exchange, VideoTask task, PikaException failure) {
        ResultHeaders.set(exchange.getMessage(), task);
        told(result, exchange.getMessage());
        if (failure != null && options.isThrowExceptionOnFailure()) {
            throw failure;
        }
        exchange.getMessage().setBody(task);
    }

    private static void told(WaitResult result, Message message) {
        message.setHeader(PikaConstants.TASK_ID, result.taskId());
        message.setHeader(PikaConstants.POLLS, result.polls());
        message.setHeader(PikaConstants.WAIT_MILLIS, result.waited().toMillis());
    }

    @Override
    public PikaEndpoint getEndpoint() {
        return (PikaEndpoint) super.getEndpoint();
    }

    private final class Parked implements WaitListener {

        private final ParkedExchange exchange;
        private CompletionStage<Void> sent;

        Parked(ParkedExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void changed(VideoTask task) {
            if (progress != null) {
                sent = progress.publishAfter(sent, exchange.exchange(), task);
            }
        }

        @Override
        public void ended(WaitResult result) {
            exchange.goOn(() -> apply(result, exchange.exchange()));
        }
    }
}
