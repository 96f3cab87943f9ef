package io.github.camelpika.wait;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.time.SystemTimer;
import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;

class ThrottleRaceTest {

    @RepeatedTest(20)
    void everyCallIsMadeOrDroppedOnceWhileManyEnterAndItCloses() throws Exception {
        int threads = 8;
        int calls = 2_000;
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        ExecutorService workers = Executors.newFixedThreadPool(4);
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        Throttle throttle
                = new Throttle(10_000, 4, new SystemTimer(scheduler), workers, new Backoff(Math::random),
                        GatewayEvents.NONE);
        AtomicInteger[] told = new AtomicInteger[threads * calls];
        CountDownLatch ends = new CountDownLatch(told.length);
        CountDownLatch go = new CountDownLatch(1);
        for (int t = 0; t < threads; t++) {
            int from = t * calls;
            callers.execute(() -> {
                await(go);
                for (int i = from; i < from + calls; i++) {
                    Throttle.Call call = call(told[i] = new AtomicInteger(), ends);
                    if (i % 2 == 0) {
                        throttle.enter(Throttle.Lane.QUERIES, call);
                    } else {
                        throttle.enter(Throttle.Lane.SUBMISSIONS, call);
                    }
                }
            });
        }
        go.countDown();
        scheduler.schedule(throttle::close, 20, TimeUnit.MILLISECONDS);
        assertThat(ends.await(20, TimeUnit.SECONDS)).isTrue();
        callers.shutdown();
        assertThat(callers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        workers.shutdown();
        assertThat(workers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        scheduler.shutdownNow();
        assertThat(told).allSatisfy(count -> assertThat(count).hasValue(1));
    }

    private static Throttle.Call call(AtomicInteger told, CountDownLatch ends) {
        return new Throttle.Call() {
            @Override
            public boolean isWanted() {
                return true;
            }

            @Override
            public void run() {
                told.incrementAndGet();
                ends.countDown();
            }

            @Override
            public void dropped() {
                run();
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
