package io.github.camelpika.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

class ScarceThreadsOfRoutesTest {

    private final VirtualTimer timer = new VirtualTimer();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger made = new AtomicInteger();
    private volatile int most = 2;
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
        if (made.incrementAndGet() > most) {
            made.decrementAndGet();
            throw new InternalError("unable to create native thread");
        }
        return new Thread(task);
    });

    @AfterEach
    void close() {
        released.countDown();
        pool.shutdownNow();
    }

    @Test
    void aPoolThatCouldNotGrowOnceGrowsLater() {
        GrowingThreads threads = new GrowingThreads(pool, timer);
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            threads.execute(this::block);
        }
        threads.execute(done::incrementAndGet);
        assertThatCode(() -> timer.advance(Duration.ofSeconds(1))).doesNotThrowAnyException();
        assertThat(done).hasValue(0);

        most = 10;
        timer.advance(Duration.ofSeconds(1));
        await().until(() -> done.get() == 1);
    }

    private void block() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPlaceThatCannotBeGivenBackKeepsNobodyFromEnding() {
        TasksInFlight flight = new TasksInFlight("https://api.example.com", "key-of-a-test", 5, () -> {
            throw new InternalError("unable to create native thread");
        }, timer);
        assertThatCode(() -> flight.ended("t1")).doesNotThrowAnyException();
        assertThatCode(() -> flight.free(null)).doesNotThrowAnyException();
    }
}
