package io.github.camelpika.wait;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.SystemTimer;
import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Real threads start, hint and stop waits for the same few tasks, while answers come and time-outs pass.
 */
class WaiterRaceTest {

    private static final int THREADS = 6;
    private static final int WAITS_OF_A_THREAD = 1_500;
    private static final Duration LONG = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    private final Waiter waiter = new Waiter(new SystemTimer(alarms), new Backoff(() -> .001));
    private final Queue<Told> all = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ends = new CountDownLatch(THREADS * WAITS_OF_A_THREAD);

    private final class Told implements WaitListener {

        private final AtomicInteger ended = new AtomicInteger();
        private final AtomicInteger afterTheEnd = new AtomicInteger();

        @Override
        public void changed(VideoTask task) {
            afterTheEnd.addAndGet(ended.get());
        }

        @Override
        public void ended(WaitResult result) {
            ended.incrementAndGet();
            ends.countDown();
        }
    }

    private GatewayAccess access(RacingGateway gateway) {
        SystemTimer timer = new SystemTimer(alarms);
        Backoff backoff = new Backoff(() -> .001);
        GatewayClient client = new GatewayClient(Gateway.COMETAPI, URI.create("https://api.example.com"), "key-of-a-test", gateway,
                gateway, timer);
        return new GatewayAccess(client, new Throttle(20_000, 4, timer, workers, backoff, GatewayEvents.NONE), timer, backoff,
                GatewayEvents.NONE, new Outage(timer));
    }

    @RepeatedTest(5)
    void eachWaitEndsOnce() throws Exception {
        alarms.setRemoveOnCancelPolicy(true);
        RacingGateway gateway = new RacingGateway();
        List<GatewayAccess> accesses = List.of(access(gateway), access(gateway));
        for (int thread = 0; thread < THREADS; thread++) {
            SplittableRandom random = new SplittableRandom(thread);
            callers.execute(() -> {
                for (int i = 0; i < WAITS_OF_A_THREAD; i++) {
                    start(random, accesses.get(random.nextInt(2)));
                }
            });
        }
        callers.shutdown();
        assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        // those that nothing ends but the gateway's word
        gateway.endsAll();
        assertThat(ends.await(60, TimeUnit.SECONDS)).as("%d never ended", ends.getCount()).isTrue();
        assertThat(waiter.waiting()).isZero();
        // a wait may end while the question that it asked is still at the gateway
        await().untilAsserted(() -> assertThat(waiter.questions().underWay()).isZero());
        workers.shutdown();
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        alarms.shutdownNow();
        assertThat(all).allSatisfy(told -> {
            assertThat(told.ended).hasValue(1);
            assertThat(told.afterTheEnd).hasValue(0);
        });
    }

    private void start(SplittableRandom random, GatewayAccess access) {
        Told told = new Told();
        all.add(told);
        String taskId = "task-" + random.nextInt(3);
        boolean brief = random.nextInt(4) == 0;
        Wait wait = waiter.start(taskId, new WaitPolicy(access, new FixedSchedule(Duration.ofMillis(10 + random.nextInt(20))),
                brief ? Duration.ofMillis(random.nextInt(30)) : LONG, LONG, LONG, random.nextInt(4) == 0), told);
        switch (random.nextInt(8)) {
            case 0, 1 -> wait.stop();
            case 2 -> wait.giveUp();
            case 3 -> waiter.askNow(taskId);
            case 4 -> waiter.stop(listener -> listener == told);
            default -> {
                // the gateway or its time-out ends it
            }
        }
    }
}
