package io.github.camelpika.feed;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.runtime.KeylessTasks;
import io.github.camelpika.runtime.RunningComponents;
import io.github.camelpika.time.Timer;
import io.github.camelpika.track.DeliveryPolicy;
import io.github.camelpika.track.Origin;
import io.github.camelpika.track.QueueHandler;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.PollSchedule;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.Waiter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a feed consumer does for its queue: it knows which key asks after a task, and gives it to the route.
 */
final class FeedQueueHandler implements QueueHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FeedQueueHandler.class);

    private final PikaFeedConsumer consumer;
    private final PikaConfiguration options;
    private final GatewayAccount account;
    private final ComponentServices services;
    private final PollSchedule schedule;
    private final String queue;

    FeedQueueHandler(PikaFeedConsumer consumer, PikaConfiguration options, GatewayAccount account, ComponentServices services,
                     PollSchedule schedule, String queue) {
        this.consumer = consumer;
        this.options = options;
        this.account = account;
        this.services = services;
        this.schedule = schedule;
        this.queue = queue;
    }

    @Override
    public String queue() {
        return queue;
    }

    @Override
    public int concurrency() {
        return options.getConcurrentConsumers();
    }

    @Override
    public int pollers() {
        return services.runtime().mostUnderWay();
    }

    @Override
    public ExecutorService threads(String name, int size) {
        return consumer.threads(name, size);
    }

    @Override
    public DeliveryPolicy deliveryPolicy() {
        return new DeliveryPolicy(options.getMaxDeliveries(), options.getDeliveryDelay());
    }

    @Override
    public Waiter waiter() {
        return services.runtime().waiter();
    }

    @Override
    public Timer timer() {
        return services.runtime().timer();
    }

    @Override
    public Duration waitTimeout() {
        return options.getWaitTimeout();
    }

    /**
     * The key of this endpoint, if the task is where it asks; else that of the component which submitted it, if that one
     * still asks there.
     */
    @Override
    public Optional<WaitPolicy> policy(TrackedTask task) {
        Optional<GatewayAccess> access = safely(task.origin());
        KeylessTasks keyless = services.keyless();
        if (access.isPresent()) {
            keyless.found(task.origin());
        } else {
            keyless.seen(task.origin(), timer().nanos(), options.getWaitTimeout());
        }
        return access.map(found -> WaitOptions.whole(options, found, schedule));
    }

    /**
     * A configuration that doesn't fit is one without a key for this task, and no reason to stop the others.
     */
    private Optional<GatewayAccess> safely(Origin origin) {
        try {
            return access(origin);
        } catch (RuntimeException e) {
            LOG.warn("No API key for {} at {}: {}", origin.gateway(), origin.baseUri(), e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<GatewayAccess> access(Origin origin) {
        return account.fits(origin)
                ? Optional.of(account.access())
                : RunningComponents.of(services.context()).named(origin.component()).flatMap(other -> other.accessTo(origin))
                        .map(account::using);
    }

    @Override
    public BigDecimal unitPrice() {
        return services.options().getUnitPrice();
    }

    @Override
    public void charged(VideoTask task) {
        services.costs().ended(task, unitPrice());
    }

    @Override
    public void polled(int polls) {
        consumer.polled(polls);
    }

    @Override
    public boolean wantsChanges() {
        return "changes".equals(options.getEmit());
    }

    @Override
    public void changed(TrackedTask task) {
        if (wantsChanges() && consumer.isStarted()) {
            consumer.give(task, fine -> { });
        }
    }

    @Override
    public void givenUp(VideoTask task, Duration age) {
        services.observer().givenUp(task, age);
    }

    @Override
    public void deliver(TrackedTask task, Consumer<Boolean> done) {
        consumer.give(task, done);
    }
}
