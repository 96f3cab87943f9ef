package io.github.camelpika.track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.Job;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.rig.Jobs;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.simulator.RecordedRequest;
import io.github.camelpika.time.ShiftedTimer;
import io.github.camelpika.wait.Flight;
import io.github.camelpika.wait.FlightPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of an intent whose owner died in the middle of the POST, at a gateway that knows a job again by its key.
 */
class RepostTest {

    private static final Duration ENOUGH = Duration.ofSeconds(40);
    private static final Duration ABANDONED = Duration.ofMinutes(4);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Executor AT_ONCE = Runnable::run;
    /** Of a node that dies before it posts. */
    private static final Executor NEVER = work -> { };

    private final PikaSimulator simulator = PikaSimulator.start();
    private final ShiftedTimer timer = new ShiftedTimer();
    private final List<JdbcTaskTracker> trackers = new ArrayList<>();
    private final List<TaskTracker.Subscription> subscriptions = new ArrayList<>();
    private TurnedDatabase database;
    private TaskTracker tracker;

    private void use(TestDatabases kind) {
        database = new TurnedDatabase(kind.fresh());
        tracker = node();
    }

    private JdbcTaskTracker node() {
        JdbcTaskTracker node = new JdbcTaskTracker(timer);
        node.setDataSource(database.dataSource());
        trackers.add(node);
        return node;
    }

    @AfterEach
    void close() {
        subscriptions.forEach(TaskTracker.Subscription::stop);
        trackers.forEach(JdbcTaskTracker::close);
        timer.close();
        simulator.close();
    }

    private void advance(Duration duration) {
        timer.advance(duration);
        database.turn(duration);
    }

    private KeyedHandler handler(Executor workers) {
        return new KeyedHandler(simulator, timer, workers);
    }

    private <H extends QueueHandler> H consuming(TaskTracker node, H handler) {
        subscriptions.add(node.subscribe(handler));
        return handler;
    }

    private TrackedTask intent(String owner) {
        return TrackedTask.intent("s1", new Claim(owner, "order-7", "f"), "q",
                new Origin("pika", "pika", KeyedHandler.base(simulator)), new SubmittedMessage(Map.of("row", 7), "a cat"));
    }

    /** A node writes its intent, posts, and dies before it hears the answer. */
    private TrackedTask diesWhilePosting(Duration patience) {
        Job job = Jobs.of("a cat").at(Gateway.PIKA);
        TrackedTask intent = intent("dead").repeatable(new RepeatableCall(job.call(), patience));
        assertThat(tracker.intend(intent)).isEmpty();
        simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        assertThat(handler(AT_ONCE).client.submit(job)).isInstanceOf(Submission.Unknown.class);
        return intent;
    }

    private List<RecordedRequest> posts() {
        return simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).toList();
    }

    private void allPostsAreTheSame() {
        assertThat(posts()).extracting(post -> post.headers().get("idempotency-key")).containsOnly(List.of(Jobs.IDEMPOTENCY_KEY));
        assertThat(posts()).extracting(post -> post.path() + " " + post.body()).containsOnly(
                posts().get(0).path() + " " + posts().get(0).body());
        assertThat(simulator.tasks()).as("paid for").hasSizeLessThanOrEqualTo(1);
    }

    private TrackedTask delivered(KeylessHandler... handlers) {
        await().atMost(ENOUGH).until(() -> IntStream.range(0, handlers.length).anyMatch(i -> !handlers[i].delivered.isEmpty()));
        await().during(Duration.ofSeconds(1)).atMost(ENOUGH)
                .until(() -> IntStream.range(0, handlers.length).map(i -> handlers[i].delivered.size()).sum() == 1);
        return IntStream.range(0, handlers.length).boxed().flatMap(i -> handlers[i].delivered.stream()).findFirst().orElseThrow();
    }

    private Phase phase() {
        return tracker.lookUp("s1").map(TrackedTask::phase).orElse(null);
    }

    @ParameterizedTest
    @EnumSource
    void theVerySameCallIsPostedAgainAndItsVideoDeliveredOnce(TestDatabases kind) {
        use(kind);
        diesWhilePosting(PATIENCE);
        advance(ABANDONED);
        TrackedTask delivered = delivered(consuming(tracker, handler(AT_ONCE)));
        assertThat(delivered.task().state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(delivered.task().taskId()).isEqualTo(simulator.tasks().get(0).id());
        assertThat(delivered.submitted().body()).isEqualTo("a cat");
        assertThat(posts()).hasSize(2);
        allPostsAreTheSame();
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void ofTwoConsumersOneGoesOnUntilItIsAnswered(TestDatabases kind) {
        use(kind);
        diesWhilePosting(PATIENCE);
        simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE, 2).next(Operation.GENERATE, Fault.SERVER_ERROR);
        advance(ABANDONED);
        KeylessHandler one = consuming(tracker, handler(AT_ONCE));
        KeylessHandler other = consuming(node(), handler(AT_ONCE));
        assertThat(delivered(one, other).task().state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(posts()).as("one, three that were lost, and the last").hasSize(5);
        allPostsAreTheSame();
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whereTheNextNodeDiesTooTheOneAfterItGoesOn(TestDatabases kind) {
        use(kind);
        TrackedTask dead = diesWhilePosting(PATIENCE);
        TaskTracker doomed = node();
        advance(ABANDONED);
        consuming(doomed, handler(NEVER));
        await().atMost(ENOUGH).until(() -> !tracker.find("s1").orElseThrow().isOf(dead));
        subscriptions.remove(0).stop();
        KeylessHandler next = consuming(tracker, handler(AT_ONCE));
        await().during(Duration.ofSeconds(1)).until(() -> posts().size() == 1);
        advance(ABANDONED);
        assertThat(delivered(next).task().state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(posts()).hasSize(2);
        allPostsAreTheSame();
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void anOwnerThatIsOnlySlowKeepsIt(TestDatabases kind) {
        use(kind);
        diesWhilePosting(PATIENCE);
        consuming(tracker, handler(AT_ONCE));
        advance(TaskTracker.INTENT_LIVES.plusSeconds(2));
        assertThat(tracker.takeOver("s1", "hasty")).isEmpty();
        await().during(Duration.ofSeconds(2)).until(() -> posts().size() == 1);
        assertThat(tracker.find("s1").orElseThrow().claim().owner()).isEqualTo("dead");
        tracker.accepted("s1", simulator.tasks().get(0).id());
        assertThat(phase()).isEqualTo(Phase.WAITING);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whenItsTimeIsOverItsFateIsUnknownAndNobodyPosts(TestDatabases kind) {
        use(kind);
        diesWhilePosting(Duration.ofMinutes(2));
        advance(ABANDONED);
        assertThat(tracker.takeOver("s1", "late")).isEmpty();
        TrackedTask delivered = delivered(consuming(tracker, handler(AT_ONCE)));
        assertThat(delivered.task().state()).isEqualTo(TaskState.UNKNOWN);
        assertThat(delivered.task().error()).contains("never recorded the outcome");
        assertThat(posts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whenItsTimeEndsWhileItIsPostedAgainWhatWasToldIsReported(TestDatabases kind) {
        use(kind);
        diesWhilePosting(ABANDONED.plusSeconds(8));
        simulator.faults().rate(Operation.GENERATE, Fault.SERVER_ERROR, 1);
        advance(ABANDONED);
        TrackedTask delivered = delivered(consuming(tracker, handler(AT_ONCE)));
        assertThat(delivered.task().state()).isEqualTo(TaskState.UNKNOWN);
        assertThat(delivered.task().error()).contains("HTTP 500");
        assertThat(posts()).hasSizeGreaterThan(1);
        allPostsAreTheSame();
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void withoutAKeyHereItWaitsForANodeThatHasOneUntilItsTimeIsOver(TestDatabases kind) {
        use(kind);
        diesWhilePosting(Duration.ofMinutes(10));
        CountedHandler keyless = consuming(tracker, new CountedHandler(new KeylessHandler(timer, PATIENCE)));
        advance(ABANDONED);
        await().atMost(ENOUGH).until(() -> keyless.asked.get() > 0);
        assertThat(phase()).isEqualTo(Phase.INTENT);
        assertThat(keyless.keyless.delivered).isEmpty();
        advance(Duration.ofMinutes(7));
        assertThat(delivered(keyless.keyless).task().state()).isEqualTo(TaskState.UNKNOWN);
        assertThat(posts()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void aRowOfAVersionThatKeptNoCallIsUnknownAsEver(TestDatabases kind) {
        use(kind);
        tracker.intend(intent("old"));
        advance(ABANDONED);
        assertThat(tracker.takeOver("s1", "other")).isEmpty();
        assertThat(delivered(consuming(tracker, handler(AT_ONCE))).task().state()).isEqualTo(TaskState.UNKNOWN);
        assertThat(posts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void aRefusalSaysNothingOfThePostBeforeAndIsReportedWithIt(TestDatabases kind) {
        use(kind);
        diesWhilePosting(PATIENCE);
        simulator.faults().next(Operation.GENERATE, Fault.UNAUTHORIZED);
        advance(ABANDONED);
        TrackedTask delivered = delivered(consuming(tracker, handler(AT_ONCE)));
        assertThat(delivered.task().state()).isEqualTo(TaskState.UNKNOWN);
        assertThat(delivered.task().error()).contains("never told what became of it", "2 times in all: HTTP 401");
        assertThat(posts()).hasSize(2);
        assertThat(tracker.intend(intent("again"))).as("its key is kept, as it may be paid for").isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void itIsPostedAgainWhenThereIsAPlaceForItAndHasThatPlaceThen(TestDatabases kind) {
        use(kind);
        diesWhilePosting(PATIENCE);
        OnePlace flight = new OnePlace();
        advance(ABANDONED);
        KeylessHandler handler = consuming(tracker, new KeyedHandler(simulator, timer, AT_ONCE, flight));
        await().atMost(ENOUGH).until(() -> flight.asked.get() > 0);
        for (int minutes = 0; minutes < 10; minutes++) {
            int before = flight.asked.get();
            advance(Duration.ofMinutes(1));
            await().atMost(ENOUGH).until(() -> flight.asked.get() > before);
        }
        assertThat(posts()).as("while others have all places").hasSize(1);
        assertThat(phase()).isEqualTo(Phase.INTENT);

        flight.free.set(true);
        advance(Duration.ofSeconds(2));
        assertThat(delivered(handler).task().state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(flight.submission).isEqualTo("s1");
        await().untilAsserted(() -> assertThat(flight.accepted).containsExactly(simulator.tasks().get(0).id()));
        allPostsAreTheSame();
    }

    private static final class OnePlace implements Flight {

        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicBoolean free = new AtomicBoolean();
        private final List<String> accepted = new CopyOnWriteArrayList<>();
        private volatile String submission;

        @Override
        public boolean takeOver(FlightPlace place) {
            asked.incrementAndGet();
            submission = place.submission();
            return free.getAndSet(false);
        }

        @Override
        public void accepted(FlightPlace place, String taskId) {
            accepted.add(taskId);
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void ofManyExchangesWithItsKeyOneTakesItOver(TestDatabases kind) throws Exception {
        use(kind);
        TrackedTask dead = diesWhilePosting(PATIENCE);
        assertThat(tracker.takeOver("s1", "hasty")).isEmpty();
        advance(ABANDONED);
        assertThat(phase()).as("not given up by whoever looks").isEqualTo(Phase.INTENT);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<List<TrackedTask>>> tries = IntStream.range(0, 8).mapToObj(i -> (Callable<List<TrackedTask>>) () ->
                tracker.takeOver("s1", "exchange" + i).stream().toList()).toList();
        List<TrackedTask> taken = new ArrayList<>();
        for (Future<List<TrackedTask>> each : threads.invokeAll(tries)) {
            taken.addAll(each.get());
        }
        threads.shutdown();

        assertThat(taken).singleElement().satisfies(mine -> {
            assertThat(mine.claim().key()).isEqualTo("order-7");
            assertThat(mine.repeat().call().headers()).containsEntry("Idempotency-Key", Jobs.IDEMPOTENCY_KEY);
            assertThat(mine.repeat().patience()).isBetween(PATIENCE.minus(ABANDONED).minusMinutes(1), PATIENCE.minus(ABANDONED));
            assertThat(tracker.renew(mine)).isTrue();
        });
        // whoever is late has no say any more
        assertThat(tracker.renew(dead)).isFalse();
        tracker.refused(dead);
        tracker.unknown(dead, "late", null);
        assertThat(phase()).isEqualTo(Phase.INTENT);
        // and what this one leaves open stays for the next
        tracker.leftInDoubt(taken.get(0), "the context is stopping", null);
        assertThat(phase()).isEqualTo(Phase.INTENT);
        advance(ABANDONED);
        assertThat(tracker.takeOver("s1", "next")).isPresent();
    }
}
