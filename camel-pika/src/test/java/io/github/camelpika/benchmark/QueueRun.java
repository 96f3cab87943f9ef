package io.github.camelpika.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.track.TaskTracker;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * So many tasks through one queue, from a route that submits them to one that takes what has finished.
 */
final class QueueRun implements AutoCloseable {

    static final int SUBMITTERS = 16;
    static final int CONSUMERS = 4;
    /** The most that can be set, so that it doesn't rule here. */
    private static final int REQUESTS_PER_SECOND = 10_000;
    private static final Duration LONG = Duration.ofHours(1);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int tasks;
    private final int submitters;
    private final CountDownLatch missing;
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger twice = new AtomicInteger();

    /**
     * @param tracker null for the one in memory
     */
    QueueRun(TaskTracker tracker, String gateway, Duration pollInterval, int tasks) throws Exception {
        this(tracker, gateway, pollInterval, tasks, SUBMITTERS, CONSUMERS);
    }

    /**
     * @param submitters how many jobs are submitted at once
     * @param consumers  how many tasks are delivered at once
     */
    QueueRun(TaskTracker tracker, String gateway, Duration pollInterval, int tasks, int submitters, int consumers) throws Exception {
        this.tasks = tasks;
        this.submitters = submitters;
        this.missing = new CountDownLatch(tasks);
        PikaComponent pika = context.getComponent("pika", PikaComponent.class);
        pika.setMaxRequestsPerSecond(REQUESTS_PER_SECOND);
        pika.setTaskTracker(tracker);
        pika.getConfiguration().setGateway("vapi");
        pika.getConfiguration().setBaseUri(gateway);
        pika.getConfiguration().setApiKey("key-of-a-benchmark");
        pika.getConfiguration().setPollSchedule("fixed");
        pika.getConfiguration().setPollInterval(pollInterval);
        pika.getConfiguration().setWaitTimeout(LONG);
        pika.getConfiguration().setQueueTimeout(LONG);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("pika:generate?queue=all");
                from("pika:feed?queue=all&concurrentConsumers=" + consumers).process(exchange -> note(exchange));
            }
        });
        context.start();
    }

    private void note(Exchange exchange) {
        if (!"SUCCEEDED".equals(exchange.getMessage().getHeader(PikaConstants.STATE, String.class))) {
            throw new IllegalStateException("A task failed: " + exchange.getMessage().getBody());
        }
        if (delivered.add(exchange.getMessage().getHeader(PikaConstants.TASK_ID, String.class))) {
            missing.countDown();
        } else {
            twice.incrementAndGet();
        }
    }

    /**
     * Submits all tasks, and returns when the gateway has accepted them.
     *
     * @param perSecond no more than that
     */
    void submit(double perSecond) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(submitters);
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        try (ProducerTemplate template = context.createProducerTemplate()) {
            for (int i = 0; i < submitters; i++) {
                all.add(threads.submit(() -> {
                    for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
                        TimeUnit.NANOSECONDS.sleep(start + (long) (1e9 * task / perSecond) - System.nanoTime());
                        template.sendBody("direct:submit", "cat number " + task);
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Waits until every task was delivered.
     *
     * @throws IllegalStateException if that takes too long
     */
    void finish(Duration most) throws InterruptedException {
        if (!missing.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(missing.getCount() + " of " + tasks + " tasks were not delivered");
        }
    }

    int lost() {
        return (int) missing.getCount();
    }

    int deliveredTwice() {
        return twice.get();
    }

    @Override
    public void close() {
        context.stop();
    }
}
