package io.github.camelpika.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PendingExchangeTest {

    private static final Executor REJECTING = step -> {
        throw new RejectedExecutionException("shut down");
    };
    /** Takes the step, and throws all the same. */
    private static final Executor TREACHEROUS = step -> {
        step.run();
        throw new OutOfMemoryError("unable to create native thread");
    };

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);
    private final ExecutorService routes = Executors.newFixedThreadPool(2);
    private final ExecutorService others = Executors.newFixedThreadPool(8);
    private final AtomicInteger calledBack = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        routes.shutdownNow();
        others.shutdownNow();
        context.close();
    }

    private PendingExchange on(Executor executor) {
        return new PendingExchange(executor, exchange, doneSync -> calledBack.incrementAndGet()) {
            @Override
            protected void settled() {
                settled.incrementAndGet();
            }
        };
    }

    private void assertEndsOnce() {
        await().until(() -> calledBack.get() > 0);
        routes.shutdown();
        await().until(routes::isTerminated);
        assertThat(calledBack).hasValue(1);
        assertThat(settled).hasValue(1);
    }

    private static void fail(Throwable e) {
        PendingExchangeTest.<RuntimeException> sneak(e);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable e) throws E {
        throw (E) e;
    }

    private static final Executor WITHOUT_THREADS = step -> {
        throw new InternalError("unable to create native thread");
    };

    @ParameterizedTest
    @MethodSource("executorsThatFail")
    void whatIsToBeCompletedOnAThreadThatIsNotThereIsCompletedHereOnce(Executor executor) {
        AtomicInteger put = new AtomicInteger();
        on(routes).completeOn(executor, put::incrementAndGet);
        assertEndsOnce();
        assertThat(put).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("executorsThatFail")
    void whatFailsBesideAnExchangeIsNoEndOfIt(Executor executor) {
        AtomicInteger otherwise = new AtomicInteger();
        PendingExchange pending = on(routes);
        pending.beside(executor, () -> fail(new StackOverflowError("boom")), otherwise::incrementAndGet);
        assertThat(otherwise.get()).isPositive();
        pending.complete(() -> { });
        assertEndsOnce();
        assertThat(exchange.getException()).isNull();
    }

    private static Stream<Executor> executorsThatFail() {
        return Stream.of(REJECTING, TREACHEROUS, WITHOUT_THREADS);
    }

    private static Stream<Arguments> waysToFail() {
        BiConsumer<PendingExchange, Runnable> step = PendingExchange::step;
        BiConsumer<PendingExchange, Runnable> handOver = PendingExchange::handOver;
        BiConsumer<PendingExchange, Runnable> complete = PendingExchange::complete;
        BiConsumer<PendingExchange, Runnable> completeHere = PendingExchange::completeHere;
        BiConsumer<PendingExchange, Runnable> begin = (pending, thrower) -> pending.begin(() -> {
            thrower.run();
            return () -> { };
        });
        BiConsumer<PendingExchange, Runnable> before = (pending, thrower) -> pending.completeHere(() -> { }, thrower);
        return Stream.of(step, handOver, complete, completeHere, before, begin).flatMap(way -> Stream.of(
                new IllegalStateException("boom"), new AssertionError("boom"), new StackOverflowError("boom"))
                .map(thrown -> arguments(way, thrown)));
    }

    @ParameterizedTest
    @MethodSource("waysToFail")
    void whatIsThrownIsTheOutcomeOnce(BiConsumer<PendingExchange, Runnable> way, Throwable thrown) {
        PendingExchange pending = on(routes);
        way.accept(pending, () -> fail(thrown));
        assertEndsOnce();
        assertThat(isOrWraps(exchange.getException(), thrown)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("waysToFail")
    void whatIsThrownIsTheOutcomeOnceOnTheOneThreadOfATest(BiConsumer<PendingExchange, Runnable> way, Throwable thrown) {
        way.accept(on(Runnable::run), () -> fail(thrown));
        assertThat(calledBack).hasValue(1);
        assertThat(settled).hasValue(1);
        assertThat(isOrWraps(exchange.getException(), thrown)).isTrue();
    }

    private static boolean isOrWraps(Exception e, Throwable thrown) {
        return e == thrown || e instanceof CamelExecutionException && e.getCause() == thrown;
    }

    @Test
    void whatIsThrownBeforeItIsPendingEndsItInItsThread() {
        Error thrown = new StackOverflowError("boom");
        boolean inThisThread = PendingExchange.process(exchange, doneSync -> {
            assertThat(doneSync).isTrue();
            calledBack.incrementAndGet();
        }, () -> {
            throw thrown;
        });
        assertThat(inThisThread).isTrue();
        assertThat(calledBack).hasValue(1);
        assertThat(exchange.getException()).hasCause(thrown);
    }

    private static Stream<BiConsumer<PendingExchange, Runnable>> waysToEnd() {
        return Stream.of(PendingExchange::complete, PendingExchange::completeHere,
                (pending, result) -> pending.completeHere(result, () -> { }), (pending, before) -> pending.completeHere(() -> { }, before),
                (pending, result) -> pending.handOver(() -> pending.complete(result)));
    }

    @ParameterizedTest
    @MethodSource("waysToEnd")
    void theFirstOfManyOutcomesWinsAndTheOthersAreDropped(BiConsumer<PendingExchange, Runnable> way) throws Exception {
        PendingExchange pending = on(routes);
        CountDownLatch start = new CountDownLatch(1);
        List<Integer> applied = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            others.execute(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                way.accept(pending, () -> applied.add(number));
                pending.fail(new IllegalStateException("after it"));
            });
        }
        start.countDown();
        others.shutdown();
        assertThat(others.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertEndsOnce();
        assertThat(applied.size() + (exchange.getException() == null ? 0 : 1)).isEqualTo(1);
    }

    @Test
    void whatTakesAWhileIsDoneAfterTheResultOnAThreadOfTheRoutesAndBeforeTheRest() {
        List<String> done = new CopyOnWriteArrayList<>();
        Thread here = Thread.currentThread();
        new PendingExchange(routes, exchange, doneSync -> done.add("rest")).completeHere(
                () -> done.add("result " + (Thread.currentThread() == here)), () -> done.add("before " + (Thread.currentThread() == here)));
        await().until(() -> done.size() == 3);
        assertThat(done).containsExactly("result true", "before false", "rest");
    }

    @Test
    void aStopThatTakesNoStepEndsItWithTheTask() {
        exchange.getMessage().setHeader(PikaConstants.TASK_ID, "task-1");
        on(REJECTING).handOver(() -> exchange.getMessage().setBody("never"));
        assertThat(calledBack).hasValue(1);
        assertStopped("task-1");
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    @ParameterizedTest
    @MethodSource("waysToEnd")
    void aStopThatTakesNoOutcomeKeepsItAndItsTask(BiConsumer<PendingExchange, Runnable> way) {
        PendingExchange pending = on(REJECTING);
        pending.complete(() -> exchange.getMessage().setHeader(PikaConstants.TASK_ID, "task-1"));
        assertThat(calledBack).hasValue(1);
        assertStopped("task-1");
        way.accept(pending, () -> fail(new AssertionError("applied twice")));
        assertThat(calledBack).hasValue(1);
    }

    @Test
    void aStopDoesNotHideTheOutcomeThatWasAFailure() {
        IllegalStateException outcome = new IllegalStateException("refused");
        on(REJECTING).complete(() -> fail(outcome));
        assertThat(exchange.getException()).isSameAs(outcome);
    }

    private void assertStopped(String taskId) {
        assertThat(exchange.getException()).isInstanceOfSatisfying(PikaException.class, e -> {
            assertThat(e.getTaskId()).isEqualTo(taskId);
            assertThat(e).hasMessageContaining("of task " + taskId + " can't continue, because the context is stopping")
                    .hasCauseInstanceOf(RejectedExecutionException.class);
        });
    }

    @ParameterizedTest
    @MethodSource("waysToEnd")
    void anExecutorThatTakesAStepAndThrowsCallsBackOnce(BiConsumer<PendingExchange, Runnable> way) {
        AtomicInteger applied = new AtomicInteger();
        way.accept(on(TREACHEROUS), applied::incrementAndGet);
        assertThat(calledBack).hasValue(1);
        assertThat(settled).hasValue(1);
        assertThat(applied).hasValue(1);
        assertThat(exchange.getException()).isNull();
    }

    @ParameterizedTest
    @MethodSource("waysToEnd")
    void aTransactedExchangeGetsItsOutcomeInItsOwnThread(BiConsumer<PendingExchange, Runnable> way) {
        Error thrown = new StackOverflowError("boom");
        exchange.getExchangeExtension().setTransacted(true);
        PendingExchange pending = on(routes);
        List<Thread> appliedIn = new ArrayList<>();
        boolean inThisThread = pending.begin(() -> {
            others.execute(() -> way.accept(pending, () -> {
                appliedIn.add(Thread.currentThread());
                fail(thrown);
            }));
            return () -> { };
        });
        assertThat(inThisThread).isTrue();
        assertThat(calledBack).hasValue(1);
        assertThat(appliedIn).containsExactly(Thread.currentThread());
        assertThat(isOrWraps(exchange.getException(), thrown)).isTrue();
        pending.fail(new IllegalStateException("after it"));
        assertThat(calledBack).hasValue(1);
    }
}
