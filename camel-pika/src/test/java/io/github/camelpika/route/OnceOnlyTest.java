package io.github.camelpika.route;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.PikaException;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.observe.Counted;
import io.github.camelpika.observe.Meters;
import io.github.camelpika.observe.Observation;
import io.github.camelpika.observe.Timed;
import io.github.camelpika.rig.DirectExecutor;
import io.github.camelpika.rig.FlakyTracker;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.RuntimeThreads;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.SimTask;
import io.github.camelpika.time.SystemTimer;
import io.github.camelpika.wait.PollMoment;
import io.github.camelpika.wait.PollSchedule;
import io.github.camelpika.wait.SeenDuration;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each step of an exchange fails on the thread on which it is made, or is not taken there, and the exchange comes back all the
 * same, once. With real threads, as a test with a single one throws to whoever turns the clock.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OnceOnlyTest {

    private enum Thrown {
        EXCEPTION, ERROR;

        void raise() {
            if (this == EXCEPTION) {
                throw new IllegalArgumentException("boom");
            }
            throw new StackOverflowError("boom");
        }

        boolean isIn(Throwable e) {
            return Stream.iterate(e, each -> each != null, Throwable::getCause)
                    .anyMatch(each -> "boom".equals(each.getMessage()) || List.of(each.getSuppressed()).stream().anyMatch(this::isIn));
        }
    }

    @TempDir
    Path directory;
    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ZERO, Duration.ZERO));
    private final FlakyTracker flaky = new FlakyTracker();
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final ExecutorService routes = Executors.newFixedThreadPool(4);
    private final ExecutorService downloads = Executors.newFixedThreadPool(4);
    private final AtomicInteger calledBack = new AtomicInteger();
    private final List<Exchange> delivered = new CopyOnWriteArrayList<>();

    private OnceOnlyTest start() throws Exception {
        rig.component.setTaskTracker(flaky.tracker);
        rig.component.setRuntimes(owner -> new ComponentRuntime(owner, new SystemTimer(Executors.newSingleThreadScheduledExecutor()),
                new RuntimeThreads(workers, routes, downloads, new DirectExecutor(), new DirectExecutor())));
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:generate").to("pika:generate");
                from("direct:key").to("pika:generate?idempotentKey=order-${body}");
                from("direct:queue").to("pika:generate?queue=ads");
                from("direct:feed").to("pika:feed?pollInterval=100");
                from("direct:all").to("pika:generate?idempotentKey=order-${body}").to("pika:feed?pollInterval=100");
                from("direct:file").to("pika:download?directory=" + directory);
            }
        });
        rig.start();
        return this;
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        assertThat(rig.context.getInflightRepository().size()).isZero();
    }

    private CompletableFuture<Exchange> send(String uri, Object body) throws Exception {
        return send(started(uri), body);
    }

    private AsyncProducer started(String uri) throws Exception {
        AsyncProducer producer = rig.context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }

    private CompletableFuture<Exchange> send(AsyncProducer producer, Object body) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(body);
        producer.process(exchange, doneSync -> {
            calledBack.incrementAndGet();
            done.complete(exchange);
        });
        return done;
    }

    private static Exchange get(CompletableFuture<Exchange> sent) throws Exception {
        return sent.get(30, TimeUnit.SECONDS);
    }

    private VideoTask task() throws Exception {
        VideoTask task = get(send("direct:generate", "a cat")).getMessage().getBody(VideoTask.class);
        calledBack.set(0);
        return get(send("direct:feed", task)).getMessage().getBody(VideoTask.class);
    }

    /** The exchange of the step came back once, and the next one goes through. */
    private void assertOnceAndOn(String uri) throws Exception {
        assertThat(calledBack).hasValue(1);
        Exchange next = get(send(uri, "the next"));
        assertThat(next.getException()).isNull();
        assertThat(next.getMessage().getBody(VideoTask.class).taskId()).isNotNull();
        assertThat(calledBack).hasValue(2);
        assertThat(rig.context.getInflightRepository().size()).isZero();
    }

    private static Stream<Arguments> stepsOfASubmission() {
        return Stream.of("lookUp on the caller's thread, direct:key", "intend on a worker, direct:key", "accepted on"
                + " a worker, direct:key",
                "intend on a worker, direct:queue", "accepted on a worker, direct:queue", "unknown on the routes, direct:key",
                "refused on the routes, direct:key").flatMap(step -> Stream.of(Thrown.values()).map(thrown -> arguments(step, thrown)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stepsOfASubmission")
    void aSubmissionComesBackWhateverTheTrackerThrows(String step, Thrown thrown) throws Exception {
        start();
        String method = step.split(" ")[0];
        String uri = step.split(", ")[1];
        if (method.equals("unknown")) {
            rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        } else if (method.equals("refused")) {
            rig.simulator.faults().next(Operation.GENERATE, Fault.BAD_REQUEST);
        }
        flaky.onCall(method, thrown::raise);

        Exchange done = get(send(uri, "a cat"));

        boolean toldOnlyInTheLog = method.equals("refused");
        assertThat(thrown.isIn(done.getException())).isEqualTo(!toldOnlyInTheLog);
        if (method.equals("accepted")) {
            assertThat(done.getMessage().getHeader(PikaConstants.TASK_ID)).isEqualTo(rig.simulator.tasks().get(0).id());
        }
        assertOnceAndOn(uri);
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatIsRefusedForNowIsTriedAgainWhateverTheTrackerThrows(Thrown thrown) throws Exception {
        start();
        rig.simulator.faults().next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS);
        flaky.onCall("refused", thrown::raise);
        get(send("direct:queue", "a cat"));
        assertOnceAndOn("direct:queue");
    }

    @ParameterizedTest
    @EnumSource
    void aWaitComesBackWhateverTheTrackerOfItsKeyThrows(Thrown thrown) throws Exception {
        start();
        flaky.onCall("ended", thrown::raise);
        Exchange done = get(send("direct:all", "a cat"));
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
        assertOnceAndOn("direct:all");
    }

    @ParameterizedTest
    @EnumSource
    void aWaitGoesOnWhateverItsScheduleThrows(Thrown thrown) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        rig.context.getRegistry().bind("mine", new PollSchedule() {
            @Override
            public Duration nextPoll(PollMoment moment) {
                return Duration.ofMillis(50);
            }

            @Override
            public void ended(SeenDuration end) {
                asked.incrementAndGet();
                thrown.raise();
            }
        });
        start();
        VideoTask submitted = get(send("direct:generate", "a cat")).getMessage().getBody(VideoTask.class);
        calledBack.set(0);
        Exchange done = get(send("pika:feed?pollSchedule=#mine", submitted));
        assertThat(done.getException()).isNull();
        assertThat(asked).hasValue(1);
        assertThat(calledBack).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void everyStepGoesOnWhateverAMeterThrows(Thrown thrown) throws Exception {
        start();
        ((Observation) rig.component.services().observer()).add(new Meters() {
            @Override
            public void count(Counted what, String gateway, String detail, long more) {
                if (more > 0) {
                    thrown.raise();
                }
            }

            @Override
            public void time(Timed what, String gateway, String detail, Duration duration) {
                thrown.raise();
            }
        });
        Exchange done = get(send("direct:all", "a cat"));
        assertThat(done.getException()).isNull();
        Exchange file = get(send("direct:file", done.getMessage().getBody()));
        assertThat(file.getException()).isNull();
        assertThat(calledBack).hasValue(2);
    }

    /** What is in the way after the start, which would have told it. */
    private static Stream<Arguments> troublesOfADirectory() {
        return Stream.of(arguments("videos", "is not a directory"), arguments("videos/.pika", "is not a directory"));
    }

    @ParameterizedTest
    @MethodSource("troublesOfADirectory")
    void aDownloadComesBackWhateverBecomesOfItsDirectory(String inTheWay, String message) throws Exception {
        start();
        VideoTask task = task();
        calledBack.set(0);
        AsyncProducer download = started("pika:download?directory=" + directory + "/videos");
        Files.createDirectories(directory.resolve(inTheWay).getParent());
        Files.writeString(directory.resolve(inTheWay), "in the way");

        Exchange done = get(send(download, task));

        assertThat(done.getException()).isInstanceOfSatisfying(PikaDownloadException.class,
                e -> assertThat(e.getTaskId()).isEqualTo(task.taskId())).hasMessageContaining(message);
        assertThat(calledBack).hasValue(1);
        assertThat(get(send("direct:file", task)).getException()).isNull();
        assertThat(rig.component.services().runtime().downloadPlaces().availablePermits()).isEqualTo(1_000);
    }

    @Test
    void aDownloadOfManyFilesComesBackOnceWhenAllOfThemFail() throws Exception {
        start();
        VideoTask task = task();
        calledBack.set(0);
        AsyncProducer download = started("pika:download?artifact=video,sharing&directory=" + directory + "/videos");
        Files.writeString(directory.resolve("videos"), "in the way");

        assertThat(get(send(download, task)).getException()).isInstanceOf(PikaDownloadException.class);
        assertThat(calledBack).hasValue(1);
        assertThat(rig.component.services().runtime().downloadPlaces().availablePermits()).isEqualTo(1_000);
    }

    private void consume(Consumer<Exchange> step, ExceptionHandler handler) throws Exception {
        start();
        if (handler != null) {
            rig.context.getRegistry().bind("handler", handler);
        }
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("pika:feed?queue=ads&pollInterval=100&maxDeliveries=1"
                     + (handler == null ? "" : "&exceptionHandler=#handler&bridgeErrorHandler=false"))
                        .errorHandler(noErrorHandler()).process(exchange -> {
                            delivered.add(exchange);
                            step.accept(exchange);
                        });
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aQueueGoesOnWhateverTheRouteThrows(Thrown thrown) throws Exception {
        consume(exchange -> thrown.raise(), null);
        send("direct:queue", "a cat");
        send("direct:queue", "a dog");
        await().until(() -> delivered.size() == 2);
        await().until(() -> rig.component.services().tracker().counts("ads").dead() == 2);
        assertThat(rig.component.services().tracker().counts("ads").delivering()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aQueueGoesOnWhateverItsExceptionHandlerThrows(Thrown thrown) throws Exception {
        consume(exchange -> {
            throw new IllegalStateException("the route failed");
        }, new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                thrown.raise();
            }

            @Override
            public void handleException(String message, Throwable exception) {
                thrown.raise();
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                thrown.raise();
            }
        });
        send("direct:queue", "a cat");
        send("direct:queue", "a dog");
        await().until(() -> delivered.size() == 2);
        await().until(() -> rig.component.services().tracker().counts("ads").dead() == 2);
    }

    @Test
    void whatTheRoutesTakeNoMoreComesBackWithItsTask() throws Exception {
        start();
        VideoTask task = task();
        calledBack.set(0);
        routes.shutdown();

        for (Map.Entry<String, Object> each : Map.of("direct:generate", "a dog", "direct:feed", task, "direct:file", task).entrySet()) {
            Exchange done = get(send(each.getKey(), each.getValue()));
            assertThat(done.getException()).as(each.getKey()).isInstanceOfSatisfying(PikaException.class,
                    e -> assertThat(e.getTaskId()).isIn(rig.simulator.tasks().stream().map(SimTask::id).toList()))
                    .hasMessageContaining("can't continue, because the context is stopping").hasCauseInstanceOf(RejectedExecutionException.class);
        }
        assertThat(calledBack).hasValue(3);
    }

    @Test
    void whatTheWorkersAndTheDownloadsTakeNoMoreComesBackAtTheStopAtTheLatest() throws Exception {
        start();
        VideoTask task = task();
        calledBack.set(0);
        workers.shutdown();
        downloads.shutdown();

        assertThat(get(send("direct:generate", "a dog")).getException()).hasMessageContaining("nothing was submitted:"
                + " the context is stopping");
        assertThat(get(send("direct:file", task)).getException()).isInstanceOfSatisfying(PikaDownloadException.class,
                e -> assertThat(e.getTaskId()).isEqualTo(task.taskId()));
        CompletableFuture<Exchange> waiting = send("direct:feed", task.taskId());
        rig.context.getShutdownStrategy().setTimeout(1);
        rig.context.stop();
        assertThat(get(waiting).getException()).isInstanceOfSatisfying(PikaException.class,
                e -> assertThat(e.getTaskId()).isEqualTo(task.taskId()));
        assertThat(calledBack).hasValue(3);
    }
}
