package io.github.camelpika.track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.time.ShiftedTimer;
import io.github.camelpika.wait.FlightPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Places for tasks in flight, in memory and over databases that several nodes share.
 */
class TaskPlacesTest {

    private static final String SCOPE = "s";
    private static final Duration LEASE = Duration.ofMinutes(30);
    private static final int NODES = 4;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ShiftedTimer timer = new ShiftedTimer();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private TurnedDatabase database;

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        for (AutoCloseable each : open) {
            each.close();
        }
        timer.close();
    }

    private static Stream<TestDatabases> trackers() {
        return Stream.of(null, TestDatabases.H2, TestDatabases.POSTGRESQL, TestDatabases.POSTGRESQL_WITHOUT_AUTOCOMMIT);
    }

    /** Nodes with one database, or with null the one process that has everything in memory. */
    private List<TaskTracker> nodes(TestDatabases kind) {
        if (kind == null) {
            MemoryTaskTracker memory = new MemoryTaskTracker(timer);
            return IntStream.range(0, NODES).<TaskTracker> mapToObj(i -> memory).toList();
        }
        database = new TurnedDatabase(kind.fresh());
        return IntStream.range(0, NODES).<TaskTracker> mapToObj(i -> {
            JdbcTaskTracker tracker = new JdbcTaskTracker(timer);
            tracker.setDataSource(database.dataSource());
            tracker.ping();
            open.add(tracker);
            return tracker;
        }).toList();
    }

    private void advance(Duration duration) {
        timer.advance(duration);
        if (database != null) {
            database.turn(duration);
        }
    }

    private static FlightPlace plain() {
        return new FlightPlace(UUID.randomUUID().toString(), null, false, LEASE);
    }

    private static FlightPlace of(TrackedTask task) {
        return new FlightPlace(UUID.randomUUID().toString(), task.id(), task.queue() != null, LEASE);
    }

    private static TrackedTask intent(String queue) {
        String id = UUID.randomUUID().toString();
        return TrackedTask.intent(id, Claim.of(id), queue, new Origin("pika", "cometapi", "https://api.example.com"),
                new SubmittedMessage(Map.of(), "a cat")).of(JobKind.ANY);
    }

    @ParameterizedTest
    @MethodSource("trackers")
    void ofManyWhoTryAtOnceAsManyTakeAPlaceAsThereAre(TestDatabases kind) throws Exception {
        List<TaskPlaces> nodes = nodes(kind).stream().map(TaskTracker::places).toList();
        List<Callable<Boolean>> jobs = IntStream.range(0, 200)
                .<Callable<Boolean>> mapToObj(i -> () -> nodes.get(i % NODES).take(SCOPE, 50, plain())).toList();
        int taken = 0;
        for (Future<Boolean> each : Executors.newFixedThreadPool(8).invokeAll(jobs)) {
            taken += each.get() ? 1 : 0;
        }
        assertThat(taken).isEqualTo(50);
        assertThat(nodes.get(0).taken(SCOPE)).isEqualTo(50);
        assertThat(nodes.get(1).take("another", 50, plain())).isTrue();
    }

    /** They come and go as fast as they can, and somebody counts. */
    @ParameterizedTest
    @MethodSource("trackers")
    void neverAreMoreTakenThanThereAreWhateverComesAndGoes(TestDatabases kind) throws Exception {
        List<TaskPlaces> nodes = nodes(kind).stream().map(TaskTracker::places).toList();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger through = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TaskPlaces node = nodes.get(i % NODES);
            all.add(threads.submit(() -> {
                while (through.get() < 300) {
                    FlightPlace place = plain();
                    if (!node.take(SCOPE, 5, place)) {
                        continue;
                    }
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    String taskId = UUID.randomUUID().toString();
                    if (ThreadLocalRandom.current().nextBoolean()) {
                        node.accepted(place, taskId);
                        inside.decrementAndGet();
                        node.ended(SCOPE, taskId, through::incrementAndGet);
                    } else {
                        inside.decrementAndGet();
                        node.free(place, through::incrementAndGet);
                    }
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(most.get()).isLessThanOrEqualTo(5);
        await().until(() -> nodes.get(0).taken(SCOPE) == 0);
    }

    @ParameterizedTest
    @MethodSource("trackers")
    void whatNoTrackerKnowsIsFreeWhenItsLeaseIsOver(TestDatabases kind) {
        List<TaskTracker> nodes = nodes(kind);
        FlightPlace place = plain();
        assertThat(nodes.get(0).places().take(SCOPE, 1, place)).isTrue();
        nodes.get(0).places().accepted(place, "t1");
        advance(LEASE.minusSeconds(1));
        assertThat(nodes.get(1).places().take(SCOPE, 1, plain())).isFalse();
        advance(Duration.ofSeconds(2));
        assertThat(nodes.get(1).places().take(SCOPE, 1, plain())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("trackers")
    void whatIsInAQueueIsFreeWhenTheTrackerKnowsItsEndAndNotBefore(TestDatabases kind) {
        List<TaskTracker> nodes = nodes(kind);
        TrackedTask task = intent("ads");
        FlightPlace place = of(task);
        assertThat(nodes.get(0).places().take(SCOPE, 1, place)).isTrue();
        assertThat(nodes.get(0).intend(task)).isEmpty();
        nodes.get(0).accepted(task.id(), "t1");
        nodes.get(0).places().accepted(place, "t1");
        advance(Duration.ofDays(3));
        assertThat(nodes.get(1).places().take(SCOPE, 1, plain())).isFalse();
        assertThat(nodes.get(2).forget(task.id())).isTrue();
        advance(Duration.ofSeconds(2));
        assertThat(nodes.get(1).places().take(SCOPE, 1, plain())).isTrue();
    }

    /** It took its place, wrote its intent, and was killed. */
    @ParameterizedTest
    @EnumSource(value = TestDatabases.class, names = { "H2", "POSTGRESQL" })
    void thePlaceOfADeadNodeIsFreeWhenItsSubmissionIsResolved(TestDatabases kind) {
        List<TaskTracker> nodes = nodes(kind);
        TrackedTask task = intent(null);
        assertThat(nodes.get(0).places().take(SCOPE, 1, of(task))).isTrue();
        assertThat(nodes.get(0).intend(task)).isEmpty();
        advance(Duration.ofMinutes(10));
        assertThat(nodes.get(1).places().take(SCOPE, 1, plain())).isFalse();
        assertThat(nodes.get(1).lookUp(task.id())).map(TrackedTask::isFateUnknown).contains(true);
        advance(Duration.ofHours(10));
        assertThat(nodes.get(1).places().take(SCOPE, 1, plain())).isFalse();
        assertThat(nodes.get(1).forget(task.id())).isTrue();
        advance(Duration.ofSeconds(2));
        assertThat(nodes.get(1).places().take(SCOPE, 1, plain())).isTrue();
    }

    /** Whoever dies between the place and the intent has posted nothing. */
    @ParameterizedTest
    @MethodSource("trackers")
    void aPlaceWithoutAnIntentIsFreeAfterTheTimeOfAPost(TestDatabases kind) {
        List<TaskTracker> nodes = nodes(kind);
        assertThat(nodes.get(0).places().take(SCOPE, 1, of(intent("ads")))).isTrue();
        advance(TaskTracker.INTENT_LIVES.minusSeconds(1));
        assertThat(nodes.get(1).places().take(SCOPE, 1, plain())).isFalse();
        advance(Duration.ofMinutes(1));
        assertThat(nodes.get(1).places().take(SCOPE, 1, plain())).isTrue();
    }

    /** A slow node is taken for dead, its job is gone on with, and then it comes back and gives its place away. */
    @ParameterizedTest
    @MethodSource("trackers")
    void whoGoesOnWithAJobHasItsPlaceAndWhoHadItFreesItNoMore(TestDatabases kind) {
        List<TaskTracker> nodes = nodes(kind);
        TrackedTask task = intent("ads");
        FlightPlace former = of(task);
        FlightPlace now = of(task);
        assertThat(nodes.get(0).places().take(SCOPE, 1, former)).isTrue();
        assertThat(nodes.get(0).intend(task)).isEmpty();
        assertThat(nodes.get(1).places().takeOver(SCOPE, 1, now)).isTrue();
        nodes.get(0).places().free(former, () -> { });
        TaskPlaces other = nodes.get(2).places();
        await().during(Duration.ofMillis(300)).until(() -> !other.take(SCOPE, 1, plain()));

        AtomicInteger freed = new AtomicInteger();
        nodes.get(1).places().free(now, freed::incrementAndGet);
        await().until(() -> freed.get() == 1);
        assertThat(other.take(SCOPE, 1, plain())).isTrue();
    }

    /** It stood at the door when its node died, and had given its place back. */
    @ParameterizedTest
    @MethodSource("trackers")
    void whoGoesOnWithAJobThatHasNoPlaceNeedsOne(TestDatabases kind) {
        List<TaskTracker> nodes = nodes(kind);
        TrackedTask task = intent("ads");
        assertThat(nodes.get(0).intend(task)).isEmpty();
        FlightPlace another = plain();
        assertThat(nodes.get(0).places().take(SCOPE, 1, another)).isTrue();
        assertThat(nodes.get(1).places().takeOver(SCOPE, 1, of(task))).isFalse();
        AtomicInteger freed = new AtomicInteger();
        nodes.get(0).places().free(another, freed::incrementAndGet);
        await().until(() -> freed.get() == 1);
        assertThat(nodes.get(1).places().takeOver(SCOPE, 1, of(task))).isTrue();
        assertThat(nodes.get(2).places().take(SCOPE, 1, plain())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("trackers")
    void anyNodeThatSeesTheEndFreesThePlaceAndTellsSo(TestDatabases kind) {
        List<TaskTracker> nodes = nodes(kind);
        FlightPlace place = plain();
        assertThat(nodes.get(0).places().take(SCOPE, 1, place)).isTrue();
        nodes.get(0).places().accepted(place, "t1");
        AtomicInteger told = new AtomicInteger();
        nodes.get(3).places().ended(SCOPE, "t1", told::incrementAndGet);
        await().until(() -> told.get() == 1);
        assertThat(nodes.get(1).places().take(SCOPE, 1, plain())).isTrue();
    }
}
