package io.github.camelpika.route;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.PikaSubmissionUnknownException;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.observe.Counted;
import io.github.camelpika.observe.Meters;
import io.github.camelpika.observe.Observation;
import io.github.camelpika.observe.Timed;
import io.github.camelpika.rig.Chaos;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.RuntimeThreads;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.RecordedRequest;
import io.github.camelpika.simulator.SimTask;
import io.github.camelpika.time.SystemTimer;
import io.github.camelpika.track.CostLedger;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.MemoryTaskTracker;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.ObjectHelper;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Real threads, while everything that isn't ours hangs and throws at random: the gateway, the database, a tracker's own code, its
 * ledger, pools, listeners, routes. Each exchange comes back once, no job is paid for twice, each accepted task is delivered once
 * or told, and when it is over everything goes on. {@code -Dpika.reliability.long=5} takes so many minutes, one seed after
 * another, {@code -Dpika.chaos.seed=} with 0 minutes repeats a run.
 */
@EnabledIfSystemProperty(named = "pika.reliability.long", matches = ".*",
        disabledReason = "what hangs and throws at random is no part of a build: -Dpika.reliability.long=5 -Dtest=ChaosTest")
class ChaosTest {

    private static final boolean LONG = System.getProperty("pika.reliability.long") != null;
    private static final int JOBS = LONG ? 40 : 16;
    /** So often something is thrown before it is over. */
    private static final int MUCH = LONG ? 60 : 20;
    private static final Duration A_WHILE = Duration.ofSeconds(3);
    private static final Duration ENOUGH = Duration.ofSeconds(40);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    /** What a route takes from a tracker with its start, and what only looks. */
    private static final Set<String> SPARED = Set.of("subscribe", "isShared", "check", "ping", "durations", "costs", "places",
            "isConsumedHere", "stops");

    private enum Kept {
        MEMORY, H2, POSTGRESQL
    }

    @TempDir
    Path directory;

    private static Stream<Kept> kept() {
        String given = System.getProperty("pika.chaos.kept");
        return given != null ? Stream.of(Kept.valueOf(given)) : LONG ? Stream.of(Kept.values()) : Stream.of(Kept.MEMORY, Kept.POSTGRESQL);
    }

    /** A build tries each of them once, as each run takes some seconds. */
    private static Stream<Kept> stopped() {
        return LONG || System.getProperty("pika.chaos.kept") != null ? kept() : Stream.of(Kept.H2);
    }

    @ParameterizedTest
    @MethodSource("kept")
    void nothingStandsStillWhateverHangsAndThrows(Kept kept) throws Exception {
        forEachSeed(kept, seed -> new Run(kept, seed).run());
    }

    /** What hangs goes on when the stop has given up waiting for it. */
    @ParameterizedTest
    @MethodSource("stopped")
    void aStopInTheMidstOfItLosesNothing(Kept kept) throws Exception {
        forEachSeed(kept, seed -> new Run(kept, seed).stop());
    }

    private interface OfSeed {
        void run(long seed) throws Exception;
    }

    private static void forEachSeed(Kept kept, OfSeed test) throws Exception {
        String given = System.getProperty("pika.chaos.seed");
        String minutes = System.getProperty("pika.reliability.long");
        long end = System.nanoTime() + (minutes == null ? 0 : Duration.ofMinutes(minutes.isEmpty() ? 5 : Long.parseLong(minutes)).toNanos());
        do {
            long seed = given == null ? ThreadLocalRandom.current().nextLong(1_000_000) : Long.parseLong(given);
            System.out.printf("Chaos with %s: -Dpika.chaos.seed=%d%n", kept, seed);
            assertTimeoutPreemptively(LONGEST, () -> test.run(seed), () -> "-Dpika.chaos.seed=" + seed + " with " + kept + " stands still");
        } while (System.nanoTime() < end);
    }

    private final class Run {

        private final Chaos chaos;
        private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ofMillis(300)));
        private final Kept kept;
        private final long seed;
        private final List<ExecutorService> pools = new ArrayList<>();
        private final Map<String, AtomicInteger> calledBack = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> delivered = new ConcurrentHashMap<>();
        private final Map<String, CompletableFuture<Exchange>> sent = new HashMap<>();
        private final ExecutorService callers = Executors.newCachedThreadPool();
        private TaskTracker tracker;
        private DataSource plain;

        Run(Kept kept, long seed) {
            this.kept = kept;
            this.seed = seed;
            this.chaos = new Chaos(seed, kept == Kept.MEMORY ? .06 : .03);
        }

        private TaskTracker tracker() {
            if (kept == Kept.MEMORY) {
                MemoryTaskTracker memory = new MemoryTaskTracker();
                CostLedger ledger = chaos.spi(CostLedger.class, memory.costs(), Set.of());
                TaskTracker spared = (TaskTracker) Proxy.newProxyInstance(TaskTracker.class.getClassLoader(),
                        new Class<?>[] { TaskTracker.class }, (proxy, method, arguments) -> {
                            try {
                                return method.getName().equals("costs") ? ledger : method.invoke(memory, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
                return chaos.spi(TaskTracker.class, spared, SPARED);
            }
            JdbcTaskTracker jdbc = new JdbcTaskTracker();
            plain = TestDatabases.valueOf(kept.name()).fresh();
            jdbc.setDataSource(plain);
            jdbc.ping();
            jdbc.close();
            JdbcTaskTracker broken = new JdbcTaskTracker();
            broken.setDataSource(chaos.database(plain));
            return broken;
        }

        private ExecutorService pool(String name, int threads) {
            ExecutorService pool = threads == 0 ? Executors.newCachedThreadPool() : Executors.newFixedThreadPool(threads);
            pools.add(pool);
            return chaos.threads(name, pool);
        }

        private void start() throws Exception {
            tracker = tracker();
            rig.component.setTaskTracker(tracker);
            rig.component.setMaxTasksInFlight(30);
            rig.component.setRuntimes(owner -> new ComponentRuntime(owner,
                    new SystemTimer(Executors.newSingleThreadScheduledExecutor()),
                    new RuntimeThreads(pool("workers", 0), pool("routes", 20), pool("downloads", 16), pool("storage", 10),
                            pool("progress", 4), pool("events", 1))));
            rig.component.getConfiguration().setPollInterval(Duration.ofMillis(200));
            rig.component.getConfiguration().setDeliveryDelay(Duration.ofMillis(100));
            rig.component.getConfiguration().setMaxDeliveries(1_000);
            rig.component.getConfiguration().setSubmitTimeout(Duration.ofSeconds(20));
            rig.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event.getClass().getSimpleName().startsWith("Pika")) {
                        chaos.step("notifier");
                    }
                }
            });
            ((Observation) rig.component.services().observer()).add(new Meters() {
                @Override
                public void count(Counted what, String gateway, String detail, long more) {
                    if (more > 0) {
                        chaos.step("counter");
                    }
                }

                @Override
                public void time(Timed what, String gateway, String detail, Duration duration) {
                    chaos.step("watch");
                }
            });
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:plain").to("pika:generate").to("pika:feed?progressUri=direct:progress");
                    from("direct:keyed").to("pika:generate?idempotentKey=order-${header.order}").to("pika:feed");
                    from("direct:queued").to("pika:generate?queue=ads");
                    from("direct:file").to("pika:generate").to("pika:feed").to("pika:download?directory=" + directory);
                    from("direct:progress").process(exchange -> chaos.route("progress"));
                    from("pika:feed?queue=ads&concurrentConsumers=5").process(exchange -> {
                        chaos.route("consumer");
                        note(exchange.getMessage().getBody(VideoTask.class));
                    });
                }
            }).start();
            rig.simulator.faults().rate(Operation.GENERATE, Fault.LOST_RESPONSE, .03).rate(Operation.GENERATE, Fault.CLOSED, .03)
                    .rate(Operation.GENERATE, Fault.TOO_MANY_REQUESTS, .03).rate(Operation.FEED, Fault.CLOSED, .05)
                    .rate(Operation.FEED, Fault.SERVER_ERROR, .05).rate(Operation.VIDEO, Fault.VIDEO_TRUNCATED, .1);
        }

        private CompletableFuture<Exchange> send(String route, String name, Object order) {
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            Exchange exchange = rig.context.getEndpoint("direct:" + route).createExchange();
            exchange.getMessage().setBody(name.replaceFirst("!.*", ""));
            exchange.getMessage().setHeader("order", order);
            calledBack.put(name, new AtomicInteger());
            try {
                var producer = rig.context.getEndpoint("direct:" + route).createAsyncProducer();
                producer.start();
                producer.process(exchange, doneSync -> {
                    calledBack.get(name).incrementAndGet();
                    done.complete(exchange);
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return done;
        }

        void run() throws Exception {
            around(() -> {
                sendAll();
                forAWhile(() -> chaos.count() >= MUCH || stillOut().isEmpty());
                chaos.isOver();
                rig.simulator.faults().clear();
                check();
            });
        }

        /** What hangs until it is over may hold up the rest; and threads that are not ours may end by what is thrown. */
        private void forAWhile(Callable<Boolean> enough) {
            try {
                await().dontCatchUncaughtExceptions().atMost(A_WHILE).until(enough);
            } catch (ConditionTimeoutException e) {
                // that was less than usual
            }
        }

        void stop() throws Exception {
            around(() -> {
                sendAll();
                rig.context.getShutdownStrategy().setTimeout(1);
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(rig.context::stop);
                forAWhile(() -> stopped.isDone() || rig.context.getShutdownStrategy().isTimeoutOccurred());
                chaos.isOver();
                stopped.get(ENOUGH.toSeconds(), TimeUnit.SECONDS);
                await().atMost(SOON).untilAsserted(() -> assertThat(stillOut()).as("exchanges that never came back").isEmpty());
                assertThat(calledBack).allSatisfy((name, times) -> assertThat(times).as(name).hasValue(1));
                assertPostedOnce();
                rig.simulator.faults().clear();
                if (kept != Kept.MEMORY) {
                    deliverTheRest();
                    assertPostedOnce();
                }
            });
        }

        private interface Test {
            void run() throws Exception;
        }

        private void around(Test test) throws Exception {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            try {
                start();
                test.run();
            } catch (Throwable e) {
                throw new AssertionError("-Dpika.chaos.seed=" + seed + " with " + kept + ", which threw " + chaos.thrown(), e);
            } finally {
                chaos.isOver();
                callers.shutdownNow();
                rig.close();
                if (tracker instanceof JdbcTaskTracker jdbc) {
                    jdbc.close();
                }
            }
            assertThat(pools).allSatisfy(pool -> assertThat(pool.isTerminated()).as("threads are left").isTrue());
            await().atMost(SOON).untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> !before.contains(thread))
                    .filteredOn(thread -> thread.getName().contains("Pika")).as("threads are left").isEmpty());
        }

        private void sendAll() throws Exception {
            for (int i = 0; i < JOBS; i++) {
                for (String route : routes()) {
                    String name = route.replace("!", "") + " " + i + (route.endsWith("!") ? "!" : "");
                    int order = i;
                    CompletableFuture<Exchange> done = new CompletableFuture<>();
                    sent.put(name, done);
                    callers.execute(() -> send(route.replace("!", ""), name, order).thenAccept(done::complete));
                }
            }
        }

        /** The second one with a key waits for minutes where a tracker of somebody's own has failed to record the first. */
        private List<String> routes() {
            return kept == Kept.MEMORY ? List.of("plain", "keyed", "queued", "file") : List.of("plain", "keyed", "keyed!", "queued", "file");
        }

        private List<String> stillOut() {
            return sent.entrySet().stream().filter(each -> !each.getValue().isDone()).map(Map.Entry::getKey).toList();
        }

        private void assertPostedOnce() {
            assertThat(rig.simulator.tasks().stream().collect(Collectors.groupingBy(SimTask::prompt, Collectors.counting())))
                    .as("accepted twice").allSatisfy((prompt, times) -> assertThat(times).as(prompt).isEqualTo(1));
            assertThat(rig.simulator.requests().stream()
                    .filter(request -> request.operation() == Operation.GENERATE && request.status() != 429)
                    .collect(Collectors.groupingBy(RecordedRequest::body, Collectors.counting())))
                    .as("posted twice").allSatisfy((body, times) -> assertThat(times).as(body).isEqualTo(1));
        }

        /** As another process does. */
        private void deliverTheRest() throws Exception {
            // what was accepted while nothing could be written
            await().until(() -> rig.simulator.tasks().stream().filter(task -> task.prompt().startsWith("queued"))
                    .allMatch(task -> sent.get(task.prompt()).isDone()));
            JdbcTaskTracker next = new JdbcTaskTracker();
            next.setDataSource(plain);
            PikaComponent component = new PikaComponent();
            component.getConfiguration().setGateway("cometapi");
            component.getConfiguration().setBaseUri(rig.simulator.baseUri("cometapi").toString());
            component.getConfiguration().setApiKey(rig.simulator.apiKey());
            component.getConfiguration().setPollInterval(Duration.ofMillis(200));
            component.setTaskTracker(next);
            try (DefaultCamelContext other = new DefaultCamelContext()) {
                other.addComponent("pika", component);
                other.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("pika:feed?queue=ads").process(exchange -> note(exchange.getMessage().getBody(VideoTask.class)));
                    }
                });
                other.start();
                await().atMost(ENOUGH).untilAsserted(() -> assertThat(lost()).as("accepted, and neither delivered nor told").isEmpty());
            } finally {
                next.close();
            }
        }

        private void note(VideoTask task) {
            // of those whose fate is unknown there may be many, without an id
            delivered.computeIfAbsent(task.taskId() == null ? task.prompt() : task.taskId(), id -> new AtomicInteger()).incrementAndGet();
        }

        private void check() {
            await().atMost(ENOUGH).untilAsserted(() -> assertThat(stillOut()).as("exchanges that never came back").isEmpty());
            await().atMost(ENOUGH).untilAsserted(() -> assertThat(lost()).as("accepted, and neither delivered nor told").isEmpty());
            assertPostedOnce();
            // it is looked at each second while it is away
            await().atMost(SOON).ignoreExceptions().untilAsserted(rig.component.services().tracker()::ping);
            for (String route : List.of("plain", "keyed", "queued", "file")) {
                Exchange fresh = fresh(route);
                assertThat(fresh.getException()).as("a fresh one for " + route).isNull();
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(delivered).as("the fresh one of the queue")
                    .containsKey(taskOf("queued fresh")));
            assertThat(calledBack).allSatisfy((name, times) -> assertThat(times).as(name).hasValue(1));
            assertThat(delivered).allSatisfy((task, times) -> assertThat(times).as(task).hasValue(1));
            ComponentRuntime runtime = rig.component.services().runtime();
            assertThat(runtime.downloadPlaces().availablePermits()).isEqualTo(1_000);
            assertThat(runtime.waiter().waiting()).isZero();
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(rig.context.getInflightRepository().size()).isNotPositive();
                runtime.accesses().forEach(access -> {
                    assertThat(access.standing()).isZero();
                });
                runtime.doors().forEach(door -> {
                    // what may be in flight for all that is known, and whose end nobody waits for, stays counted
                    assertThat(door.inFlight().taken()).as("places").isLessThanOrEqualTo(unknown() + failed());
                });
            });
        }

        private int unknown() {
            return (int) (sent.values().stream().filter(done -> isUnknown(done.join())).count()
                          + delivered.keySet().stream().filter(id -> rig.simulator.task(id).isEmpty()).count());
        }

        private int failed() {
            return (int) sent.values().stream().filter(done -> !isUnknown(done.join()) && done.join().getException() != null).count();
        }

        private static boolean isUnknown(Exchange exchange) {
            return "UNKNOWN".equals(exchange.getMessage().getHeader(PikaConstants.STATE))
                   || ObjectHelper.getException(PikaSubmissionUnknownException.class, exchange.getException()) != null;
        }

        private Exchange fresh(String route) {
            CompletableFuture<Exchange> done = send(route, route + " fresh", "fresh");
            await().atMost(SOON).until(done::isDone);
            return done.join();
        }

        private String taskOf(String prompt) {
            return rig.simulator.tasks().stream().filter(task -> task.prompt().equals(prompt)).findFirst().orElseThrow().id();
        }

        /** What was accepted for a queue and not delivered, and what was accepted and named to nobody. */
        private Set<String> lost() {
            Set<String> told = new HashSet<>();
            sent.forEach((name, done) -> {
                Exchange exchange = done.join();
                told.add(exchange.getMessage().getHeader(PikaConstants.TASK_ID, String.class));
                PikaException e = ObjectHelper.getException(PikaException.class, exchange.getException());
                if (e != null) {
                    told.add(e.getTaskId());
                }
                if (isUnknown(exchange)) {
                    told.add(name.replace("!", ""));
                }
            });
            Set<String> lost = new HashSet<>();
            for (SimTask task : rig.simulator.tasks()) {
                boolean isTold = told.contains(task.id()) || told.contains(task.prompt());
                boolean failed = isTold && sent.containsKey(task.prompt()) && sent.get(task.prompt()).join().getException() != null;
                boolean unknown = told.contains(task.prompt());
                boolean isDelivered = !task.prompt().startsWith("queued") || delivered.containsKey(task.id()) || failed || unknown;
                if (!isTold || !isDelivered) {
                    lost.add(task.prompt());
                }
            }
            return lost;
        }
    }
}
