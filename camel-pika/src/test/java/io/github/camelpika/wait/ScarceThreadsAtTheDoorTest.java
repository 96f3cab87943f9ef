package io.github.camelpika.wait;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.rig.DirectExecutor;
import io.github.camelpika.rig.Jobs;
import io.github.camelpika.rig.ScarceThreads;
import io.github.camelpika.time.VirtualTimer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Where the machine gives no thread for a moment, what stands at the door of a gateway waits for the next one: nothing is dropped,
 * no place is lost, and nobody else stands still for it.
 */
class ScarceThreadsAtTheDoorTest {

    private static final int MANY = 20_000;

    private final VirtualTimer timer = new VirtualTimer();
    private final Backoff backoff = new Backoff(() -> .5);
    private final ScarceThreads workers = new ScarceThreads(new DirectExecutor());
    private final ScarceThreads storage = new ScarceThreads(new DirectExecutor());
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final List<Submission> ends = new CopyOnWriteArrayList<>();
    private Throttle throttle = throttle(100);
    private Anteroom anteroom = new Anteroom(throttle, timer, storage, 1);

    private Throttle throttle(double perSecond) {
        return new Throttle(perSecond, 1, timer, new Workers(workers, 4).share(), backoff, GatewayEvents.NONE);
    }

    private GatewayAccess access(Flight flight) {
        GatewayClient client = new GatewayClient(Gateway.COMETAPI, URI.create("https://api.example.com"), "key-of-a-test", gateway,
                gateway, timer);
        return new GatewayAccess(client, new Door(throttle, anteroom, flight), timer, backoff, GatewayEvents.NONE, new Outage(timer));
    }

    private Consumer<String> submit(GatewayAccess access, PostGuard guard) {
        return access.submit(Jobs.of("a cat"), false, Duration.ofMinutes(5), guard, ends::add);
    }

    @Test
    void manyCallsThatMeetNoThreadAreAllMadeLater() {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger dropped = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        ScarceThreads few = new ScarceThreads(pool);
        throttle = new Throttle(10_000, 4, timer, new Workers(few, 4).share(), backoff, GatewayEvents.NONE);
        throttle.slowDown(Throttle.Lane.QUERIES, Duration.ofSeconds(1));
        for (int i = 0; i < MANY; i++) {
            throttle.enter(Throttle.Lane.QUERIES, new Throttle.Call() {
                @Override
                public boolean isWanted() {
                    return true;
                }

                @Override
                public void run() {
                    made.incrementAndGet();
                }

                @Override
                public void dropped() {
                    dropped.incrementAndGet();
                }
            });
        }
        few.refuses(MANY / 2);
        timer.advance(Duration.ofSeconds(2));
        few.refuses(0);
        await().untilAsserted(() -> {
            timer.advance(Duration.ofSeconds(1));
            assertThat(made.get() + dropped.get()).isEqualTo(MANY);
        });
        pool.shutdownNow();
        assertThat(dropped).hasValue(0);
    }

    @Test
    void aJobThatFindsNoThreadIsLetInWithTheNextOne() {
        gateway.accepts("t1").accepts("t2");
        storage.refuses(2);
        GatewayAccess access = access(Flight.UNCOUNTED);
        submit(access, () -> true);
        submit(access, () -> true);
        timer.advance(Duration.ofSeconds(5));
        assertThat(ends).containsExactly(new Submission.Accepted("t1"), new Submission.Accepted("t2"));
    }

    @Test
    void aJobThatStandsBackWhereThereIsNoThreadGoesOn() {
        gateway.accepts("t1");
        GatewayAccess access = access(Flight.UNCOUNTED);
        throttle.slowDown(Throttle.Lane.SUBMISSIONS, Duration.ofMillis(200));
        submit(access, () -> true);
        assertThat(ends).isEmpty();
        storage.refuses(1);
        anteroom.fewerPlaces();
        assertThat(storage.refusalsLeft()).isZero();
        timer.advance(Duration.ofSeconds(5));
        assertThat(ends).containsExactly(new Submission.Accepted("t1"));
        assertThat(access.underWay()).isEmpty();
    }

    @Test
    void whatTheGatewayHasAcceptedStaysAcceptedWhateverBecomesOfWhatIsLearnedFromIt() {
        gateway.accepts("t1");
        submit(access(new Flight() {
            @Override
            public void answered(Submission submission) {
                throw new InternalError("unable to create native thread");
            }
        }), () -> true);
        assertThat(ends).containsExactly(new Submission.Accepted("t1"));
    }

    @Test
    void theEndOfAJobIsToldThoughTheNextOneFindsNoThread() {
        gateway.accepts("t1").accepts("t2");
        GatewayAccess access = access(Flight.UNCOUNTED);
        throttle.slowDown(Throttle.Lane.SUBMISSIONS, Duration.ofMillis(200));
        Consumer<String> takeBack = submit(access, () -> true);
        submit(access, () -> true);
        storage.refuses(1);
        takeBack.accept("its route stops");
        assertThat(ends).hasSize(1);
        timer.advance(Duration.ofSeconds(5));
        assertThat(ends).hasSize(2).element(1).isEqualTo(new Submission.Accepted("t1"));
    }
}
