package io.github.camelpika.wait;

import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.rig.Jobs;
import io.github.camelpika.time.SystemTimer;
import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs of queues and inline, with a database and without, for few places, while the gateway refuses and pauses, owners take
 * jobs back, guards fail, and at last all stops.
 */
class AnteroomRaceTest {

    private static final int THREADS = 6;
    private static final int JOBS_OF_A_THREAD = 100;
    private static final int PLACES = 5;

    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ExecutorService storage = Executors.newFixedThreadPool(3);
    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    private final SystemTimer timer = new SystemTimer(alarms);
    private final Throttle throttle = new Throttle(5_000, 4, timer, new Workers(workers, 16).share(), new Backoff(() -> .001), GatewayEvents.NONE);
    private final Anteroom anteroom = new Anteroom(throttle, timer, storage, 4);
    private final Semaphore places = new Semaphore(PLACES);
    private final Queue<Told> all = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ends = new CountDownLatch(THREADS * JOBS_OF_A_THREAD);

    private final class Told implements PostGuard {

        private final boolean slow = ThreadLocalRandom.current().nextBoolean();
        private final Object group = "queue " + ThreadLocalRandom.current().nextInt(3);
        private final AtomicInteger ended = new AtomicInteger();
        private final AtomicInteger busy = new AtomicInteger();
        private final AtomicInteger atOnce = new AtomicInteger();
        private volatile boolean held;

        @Override
        public boolean mayBlock() {
            return slow;
        }

        @Override
        public Object group() {
            return group;
        }

        @Override
        public boolean hasPlace() {
            alone(() -> held = held || places.tryAcquire());
            return held;
        }

        @Override
        public boolean mayPost() {
            int lot = ThreadLocalRandom.current().nextInt(40);
            alone(() -> {
                if (slow && lot < 8) {
                    pause(lot);
                }
            });
            if (lot == 20) {
                throw new IllegalStateException("the disk is full");
            }
            return lot != 21;
        }

        @Override
        public void refusedForNow() {
            alone(this::release);
        }

        private void release() {
            if (held) {
                held = false;
                places.release();
                anteroom.placeFreed();
            }
        }

        private void alone(Runnable step) {
            atOnce.accumulateAndGet(busy.incrementAndGet(), Math::max);
            step.run();
            busy.decrementAndGet();
        }

        void ended(Submission submission) {
            if (ended.incrementAndGet() == 1) {
                release();
            }
            ends.countDown();
        }
    }

    private static void pause(int millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private GatewayAccess access() {
        AnsweringGateway gateway = new AnsweringGateway();
        GatewayClient client = new GatewayClient(Gateway.COMETAPI, URI.create("https://api.example.com"), "key-of-a-test", gateway,
                gateway, timer);
        return new GatewayAccess(client, new Door(throttle, anteroom, Flight.UNCOUNTED), timer, new Backoff(() -> .001),
                GatewayEvents.NONE, new Outage(timer));
    }

    @RepeatedTest(3)
    void eachJobEndsOnceAndIsInOnePairOfHands() throws Exception {
        alarms.setRemoveOnCancelPolicy(true);
        GatewayAccess access = access();
        for (int thread = 0; thread < THREADS; thread++) {
            callers.execute(() -> {
                for (int i = 0; i < JOBS_OF_A_THREAD; i++) {
                    start(access);
                }
            });
        }
        callers.shutdown();
        assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        boolean throughByItself = ThreadLocalRandom.current().nextBoolean();
        if (throughByItself) {
            assertThat(ends.await(60, TimeUnit.SECONDS)).as("%d never ended", ends.getCount()).isTrue();
        }
        access.stop();
        assertThat(ends.await(20, TimeUnit.SECONDS)).as("%d never ended", ends.getCount()).isTrue();
        workers.shutdown();
        storage.shutdown();
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(storage.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        alarms.shutdownNow();
        assertThat(all).allSatisfy(told -> {
            assertThat(told.ended).hasValue(1);
            assertThat(told.atOnce.get()).isLessThanOrEqualTo(1);
        });
        assertThat(places.availablePermits()).isEqualTo(PLACES);
        assertThat(access.underWay()).isEmpty();
    }

    private void start(GatewayAccess access) {
        Told told = new Told();
        all.add(told);
        Consumer<String> takeBack = access.submit(Jobs.of("a cat"), false, Duration.ofMinutes(5), told, told::ended);
        switch (ThreadLocalRandom.current().nextInt(30)) {
            case 0, 1, 2 -> takeBack.accept("its route stops");
            case 3 -> alarms.schedule(() -> takeBack.accept("its route stops"), 5, TimeUnit.MILLISECONDS);
            case 4 -> {
                throttle.slowDown(Throttle.Lane.SUBMISSIONS, Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 400)));
                anteroom.paused();
            }
            case 5 -> anteroom.fewerPlaces();
            default -> {
                // the gateway decides
            }
        }
    }
}
