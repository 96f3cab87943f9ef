package io.github.camelpika.feed;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.runtime.ResultHeaders;
import io.github.camelpika.runtime.TaskReference;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.PollSchedule;
import io.github.camelpika.wait.Wait;
import io.github.camelpika.wait.WaitEnd;
import io.github.camelpika.wait.WaitListener;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.WaitResult;
import org.apache.camel.DynamicPollingConsumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.PollingConsumerSupport;

/**
 * {@code pollEnrich} and {@code poll} from {@code pika:feed}: waits for one task in the thread that asks, as a polling
 * consumer does. The task is the one of the exchange that is being enriched (header, option, body), so that one static
 * endpoint serves all tasks; without an exchange it is that of the option {@code taskId}.
 */
public class PikaFeedPollingConsumer extends PollingConsumerSupport implements DynamicPollingConsumer {

    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    private final PikaConfiguration options;
    private final GatewayAccount account;
    private final ComponentServices services;
    private final PollSchedule schedule;

    public PikaFeedPollingConsumer(Endpoint endpoint, PikaConfiguration options, GatewayAccount account,
                                   ComponentServices services, PollSchedule schedule) {
        super(endpoint);
        this.options = options;
        this.account = account;
        this.services = services;
        this.schedule = schedule;
    }

    /**
     * Waits until the task has ended, or until {@code waitTimeout}: the state is TIMED_OUT then.
     */
    @Override
    public Exchange receive(Exchange current) {
        return receive(current, options.getWaitTimeout(), false, true);
    }

    /**
     * Asks once; null unless the task has ended.
     */
    @Override
    public Exchange receiveNoWait(Exchange current) {
        return receive(current, AT_ONCE, true, false);
    }

    /**
     * Waits for so many milliseconds at most; null if the task has not ended by then.
     */
    @Override
    public Exchange receive(Exchange current, long timeout) {
        if (timeout <= 0) {
            return receiveNoWait(current);
        }
        return receive(current, Duration.ofMillis(timeout), false, false);
    }

    @Override
    public Exchange receive() {
        return receive(null);
    }

    @Override
    public Exchange receiveNoWait() {
        return receiveNoWait(null);
    }

    @Override
    public Exchange receive(long timeout) {
        return receive(null, timeout);
    }

    private Exchange receive(Exchange current, Duration timeout, boolean once, boolean tellTimeout) {
        Message message = (current == null ? getEndpoint().createExchange() : current).getMessage();
        String taskId = TaskReference.of(message, options.getTaskId(), account.gateway().name());
        WaitPolicy policy = tellTimeout
                ? WaitOptions.whole(options, account.access(), schedule)
                : WaitOptions.within(options, account.access(), schedule, timeout, once);
        CompletableFuture<WaitResult> end = new CompletableFuture<>();
        Wait wait = services.runtime().waiter().start(taskId, policy, new WaitListener() {
            @Override
            public void changed(VideoTask task) {
                // only the end is waited for
            }

            @Override
            public void ended(WaitResult result) {
                end.complete(result);
            }
        });
        // whoever gives a time of his own doesn't wait for a gateway's pause, either
        Timer.Alarm ownTime = tellTimeout ? () -> { } : services.runtime().timer().schedule(timeout, wait::giveUp);
        try {
            return exchange(await(end, wait), tellTimeout);
        } finally {
            ownTime.cancel();
        }
    }

    private static WaitResult await(CompletableFuture<WaitResult> end, Wait wait) {
        try {
            return end.get();
        } catch (InterruptedException e) {
            wait.stop();
            Thread.currentThread().interrupt();
            return end.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Exchange exchange(WaitResult result, boolean tellTimeout) {
        WaitEnd end = result.end();
        if (end instanceof WaitEnd.Answered answered) {
            return answered.task().state().isEnded() ? fill(answered.task(), result) : null;
        }
        if (end instanceof WaitEnd.TimedOut timedOut) {
            return tellTimeout
                    ? fill(result.timedOut(account.gateway().name(), timedOut.reason()), result)
                    : null;
        }
        if (end instanceof WaitEnd.Failed failed) {
            throw new PikaGatewayException(account.gateway().title() + " could not report on task " + result.taskId(),
                    result.taskId(), failed.error());
        }
        throw new PikaException("The wait for task " + result.taskId() + " was cancelled. The task continues: ask"
                + " again with the same task id", result.taskId());
    }

    private Exchange fill(VideoTask task, WaitResult result) {
        Exchange exchange = getEndpoint().createExchange();
        ResultHeaders.set(exchange.getMessage(), task, options.getUnitPrice());
        ResultHeaders.set(exchange.getMessage(), result);
        exchange.getMessage().setBody(task);
        return exchange;
    }

}
