package io.github.camelpika.feed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.runtime.ActiveConsumer;
import io.github.camelpika.runtime.CallbackOutcome;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.runtime.Movement;
import io.github.camelpika.runtime.Refreshed;
import io.github.camelpika.runtime.RuntimeThreads;
import io.github.camelpika.track.QueueCounts;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.PollSchedule;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code from: pika:feed}: a route that starts when a task of a queue has ended. A task whose route failed comes again,
 * and so may one whose process died: at least once, that is.
 */
@ManagedResource(description = "Managed Pika feed consumer")
public class PikaFeedConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(PikaFeedConsumer.class);

    /** A page of metrics is looked at every 15 s or so, and the numbers cost a query. */
    private static final Duration COUNTS_LAST = Duration.ofSeconds(10);

    private final PikaConfiguration options;
    private final GatewayAccount account;
    private final ComponentServices services;
    private final PollSchedule schedule;
    private final String queue;
    private final List<ExecutorService> pools = new CopyOnWriteArrayList<>();
    private ExecutorService threads;
    private TaskTracker.Subscription subscription;
    private SingleTask single;
    private ActiveConsumer shown;
    private volatile Movement movement;
    private final LongAdder polls = new LongAdder();
    private final LongAdder droppedCallbacks = new LongAdder();
    private final LongAdder refusedCallbacks = new LongAdder();
    private volatile String lastError;

    /**
     * @param queue the queue to take finished tasks from
     */
    public PikaFeedConsumer(Endpoint endpoint, Processor processor, PikaConfiguration options, GatewayAccount account,
                            ComponentServices services, PollSchedule schedule, String queue) {
        super(endpoint, processor);
        this.options = options;
        this.account = account;
        this.services = services;
        this.schedule = schedule;
        this.queue = queue;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        WaitOptions.warn(getEndpoint(), options, account.gateway());
        threads = threads("PikaFeed[" + queue + "]", options.getConcurrentConsumers());
        ComponentRuntime runtime = services.runtime();
        movement = new Movement(runtime.timer());
        subscription = tracker().subscribe(handler());
        shown = new ActiveConsumer(queue, new Refreshed<>(this::counts, COUNTS_LAST, runtime.timer(), runtime.storage()), movement);
        services.consumers().add(shown);
        String taskId = options.getTaskId();
        if (taskId != null) {
            single = new SingleTask(services, account.origin(), queue, taskId, threads);
            single.start();
        }
    }

    /**
     * What this consumer does for its queue.
     */
    FeedQueueHandler handler() {
        return new FeedQueueHandler(this, options, account, services, schedule, queue);
    }

    /**
     * Threads for the work of this consumer, which end with it.
     */
    ExecutorService threads(String name, int size) {
        ExecutorService pool = RuntimeThreads.fixed(services.context().getExecutorServiceManager(), this,
                name, size, Integer.MAX_VALUE);
        pools.add(pool);
        return pool;
    }

    @Override
    protected void doSuspend() throws Exception {
        subscription.suspend();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        subscription.resume();
    }

    @Override
    protected void doStop() throws Exception {
        if (shown != null) {
            services.consumers().remove(shown);
            shown = null;
        }
        if (single != null) {
            single.stop();
            single = null;
        }
        if (subscription != null) {
            subscription.stop();
            subscription = null;
        }
        pools.forEach(services.context().getExecutorServiceManager()::shutdown);
        pools.clear();
        super.doStop();
    }

    /**
     * Gives a task to the route.
     *
     * @param done told once whether the route went through
     */
    void give(TrackedTask task, Consumer<Boolean> done) {
        Movement ofThis = movement;
        ofThis.begins();
        Consumer<Boolean> moved = fine -> {
            ofThis.ends();
            done.accept(fine);
        };
        try {
            threads.execute(() -> process(task, moved));
        } catch (Throwable e) {
            LOG.debug("Task {} is not delivered to the route", task.id(), e);
            moved.accept(false);
        }
    }

    void calledBack(Gateway gateway, CallbackOutcome outcome) {
        services.observer().calledBack(gateway, outcome);
        if (outcome == CallbackOutcome.DROPPED) {
            droppedCallbacks.increment();
        } else if (outcome == CallbackOutcome.REFUSED) {
            refusedCallbacks.increment();
        }
    }

    void polled(int more) {
        polls.add(more);
    }

    private void process(TrackedTask task, Consumer<Boolean> done) {
        Exchange exchange;
        try {
            exchange = createExchange(true);
        } catch (Throwable e) {
            done.accept(false);
            failed(task, null, e);
            return;
        }
        Delivery.of(exchange, (ended, e) -> failed(task, ended, e), done)
                .begin(() -> QueueExchange.fill(exchange, task, options.getUnitPrice()), getAsyncProcessor());
    }

    private void failed(TrackedTask task, Exchange exchange, Throwable e) {
        lastError = task.id() + ": " + e;
        getExceptionHandler().handleException("The route failed on task " + task.task().taskId() + " of queue " + queue
                                              + " (delivery " + task.deliveries() + " of "
                                              + options.getMaxDeliveries() + ")", exchange, e);
    }

    private TaskTracker tracker() {
        return services.tracker();
    }

    private QueueCounts counts() {
        return tracker().counts(queue);
    }

    @ManagedAttribute(description = "The queue that tasks are taken from")
    public String getQueue() {
        return queue;
    }

    @ManagedAttribute(description = "Number of tasks that have not ended yet")
    public long getWaiting() {
        return counts().waiting();
    }

    @ManagedAttribute(description = "Number of tasks that have ended and are waiting for the route, or being processed by it")
    public long getReady() {
        return counts().ready();
    }

    @ManagedAttribute(description = "Number of tasks that the route is processing")
    public long getDelivering() {
        return counts().delivering();
    }

    @ManagedAttribute(description = "Number of tasks that the route has failed on maxDeliveries times")
    public long getDead() {
        return counts().dead();
    }

    @ManagedAttribute(description = "Number of submissions whose fate is unknown, and which were delivered as such")
    public long getUnknown() {
        return counts().unknown();
    }

    @ManagedAttribute(description = "Number of polls made by the waits that this consumer has completed")
    public long getPolls() {
        return polls.sum();
    }

    @ManagedAttribute(description = "Number of webhook callbacks about tasks that nobody waits for here")
    public long getDroppedCallbacks() {
        return droppedCallbacks.sum();
    }

    @ManagedAttribute(description = "Number of webhook callbacks without the signature of a gateway that signs them")
    public long getRefusedCallbacks() {
        return refusedCallbacks.sum();
    }

    @ManagedAttribute(description = "The last failure of the route, or null")
    public String getLastError() {
        return lastError;
    }

    @ManagedOperation(description = "Polls the gateway for a waiting task now; takes the id of its submission")
    public boolean askNow(String id) {
        return tracker().askNow(id);
    }

    @ManagedOperation(description = "Delivers a dead task to the route again; takes the id of its submission")
    public boolean sendAgain(String id) {
        return tracker().sendAgain(id);
    }

    @ManagedOperation(description = "Forgets a task that is dead, unknown or waiting; takes the id of its submission")
    public boolean forget(String id) {
        return tracker().forget(id);
    }
}
