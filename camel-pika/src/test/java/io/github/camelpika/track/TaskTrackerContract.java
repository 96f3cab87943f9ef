package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.model.CostUnit;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * What every tracker keeps to, so that no key is submitted twice.
 */
abstract class TaskTrackerContract {

    static final Duration RETENTION = Duration.ofDays(2);

    private static final Origin ORIGIN = new Origin("pika", "cometapi", "https://api.example.com");
    private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(2);
    private static final int RACERS = 8;

    private final List<TaskTracker.Subscription> subscriptions = new ArrayList<>();

    /**
     * The tracker of this test, which keeps keys for {@link #RETENTION}.
     */
    abstract TaskTracker tracker();

    /**
     * The time by which the tracker goes.
     */
    abstract Timer timer();

    /**
     * Lets time go by: turns the clock if it can be turned, else waits no longer than it must.
     */
    abstract void advance(Duration duration);

    private void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(30)).until(() -> {
            advance(Duration.ofMillis(100));
            return condition.call();
        });
    }

    private TrackedTask intent(String key, String queue) {
        return TrackedTask.intent(Claim.idOf(key), new Claim(UUID.randomUUID().toString(), key, "of a cat"), queue, ORIGIN,
                new SubmittedMessage(Map.of("row", 7), "a cat"));
    }

    /** The intent of somebody who was the first with that key. */
    private TrackedTask intended(String key, String queue) {
        TrackedTask intent = intent(key, queue);
        assertThat(tracker().intend(intent)).isEmpty();
        return intent;
    }

    private TrackedTask unknown(String key, String queue) {
        TrackedTask intent = intended(key, queue);
        tracker().unknown(intent, "the answer was lost", null);
        return intent;
    }

    private Phase phase(TrackedTask task) {
        return tracker().find(task.id()).map(TrackedTask::phase).orElse(null);
    }

    private static VideoTask succeeded(String taskId) {
        Video video = new Video("https://cdn.example/" + taskId + ".mp4", null, null, null, null, null, null);
        return new VideoTask(taskId, "cometapi", TaskState.SUCCEEDED, null, List.of(video), null, null, null, null, null, null);
    }

    private KeylessHandler subscribe() {
        KeylessHandler handler = new KeylessHandler(timer(), WAIT_TIMEOUT);
        subscriptions.add(tracker().subscribe(handler));
        return handler;
    }

    @AfterEach
    void unsubscribe() {
        subscriptions.forEach(TaskTracker.Subscription::stop);
    }

    private List<String> page(TaskFilter filter, int skip, int most) {
        return tracker().page(filter, skip, most).tasks().stream().map(each -> each.task().claim().key()).toList();
    }

    private static TaskFilter looking(Set<Phase> phases, String text, String... queues) {
        return TaskFilter.of(List.of(queues), phases, text);
    }

    @Test
    void somebodyWhoLooksTurnsPagesFromTheLatestOn() {
        for (int i = 0; i < 5; i++) {
            tracker().accepted(intended("k" + i, "q").id(), "t" + i);
            advance(Duration.ofMillis(20));
        }
        intended("other", "elsewhere");
        TaskFilter all = looking(TaskFilter.UNDER_WAY, null, "q");
        assertThat(page(all, 0, 2)).containsExactly("k4", "k3");
        assertThat(page(all, 2, 2)).containsExactly("k2", "k1");
        assertThat(page(all, 4, 2)).containsExactly("k0");
        assertThat(page(all, 6, 2)).isEmpty();
        assertThat(tracker().page(all, 2, 2).total()).isEqualTo(5);
        assertThat(tracker().page(all, 0, 0).total()).isEqualTo(5);
        assertThat(page(looking(TaskFilter.UNDER_WAY, null, "q", "elsewhere"), 0, 9)).hasSize(6);
        assertThat(page(looking(TaskFilter.UNDER_WAY, null), 0, 9)).isEmpty();
    }

    @Test
    void somebodyWhoLooksFindsWordsAndPhases() {
        for (String key : List.of("red tram", "red fox", "blue tram")) {
            TrackedTask intent = intent(key, "q").asking("A " + key + " at dawn");
            tracker().intend(intent);
            tracker().accepted(intent.id(), "task-of-" + key.replace(' ', '-'));
            advance(Duration.ofMillis(20));
        }
        unknown("lost", "q");
        assertThat(page(looking(TaskFilter.UNDER_WAY, "RED dawn", "q"), 0, 9)).containsExactly("red fox", "red tram");
        assertThat(page(looking(TaskFilter.UNDER_WAY, "tram", "q"), 1, 1)).containsExactly("red tram");
        assertThat(tracker().page(looking(TaskFilter.UNDER_WAY, "tram", "q"), 1, 1).total()).isEqualTo(2);
        assertThat(page(looking(TaskFilter.UNDER_WAY, "task-of-blue", "q"), 0, 9)).containsExactly("blue tram");
        assertThat(page(looking(TaskFilter.UNDER_WAY, "purple", "q"), 0, 9)).isEmpty();
        TaskFilter all = looking(TaskFilter.UNDER_WAY, null, "q");
        assertThat(page(new TaskFilter(all.queues(), all.phases(), all.words(),
                task -> task.claim().key().startsWith("red")), 0, 9)).containsExactly("red fox", "red tram");
        // what was submitted with it is nobody's to look for
        assertThat(page(looking(TaskFilter.UNDER_WAY, "row", "q"), 0, 9)).isEmpty();
        assertThat(page(looking(Set.of(Phase.READY), null, "q"), 0, 9)).containsExactly("lost");
        assertThat(page(looking(Set.of(Phase.DEAD), null, "q"), 0, 9)).isEmpty();
    }

    @Test
    void theFirstWordsOfThePromptStayWhateverTheGatewayTells() {
        TrackedTask intent = intent("k", "q").asking("A cat");
        tracker().intend(intent);
        tracker().accepted(intent.id(), "t");
        assertThat(tracker().find(intent.id()).orElseThrow().task().prompt()).isEqualTo("A cat");
        assertThat(tracker().find(intent.id()).orElseThrow().with(succeeded("t")).task().prompt()).isEqualTo("A cat");
    }

    /** How many of those who do the same at once were told that they may post. */
    private long winners(Callable<Boolean> attempt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        try {
            long winners = 0;
            for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(RACERS, attempt))) {
                winners += each.get() ? 1 : 0;
            }
            return winners;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theSecondOneWithAKeyIsToldWhatIsThere() {
        TrackedTask first = intended("k", "q");
        Optional<TrackedTask> there = tracker().intend(intent("k", "q"));
        assertThat(there).get().satisfies(task -> {
            assertThat(task.phase()).isEqualTo(Phase.INTENT);
            assertThat(task.claim()).isEqualTo(first.claim());
            assertThat(task.isFateUnknown()).isFalse();
        });
        assertThat(tracker().lookUp(first.id())).isPresent();
    }

    @Test
    void ofManyWhoSubmitAKeyAtOnceOneMayPost() throws Exception {
        for (int i = 0; i < 20; i++) {
            String key = "k" + i;
            assertThat(winners(() -> tracker().intend(intent(key, "q")).isEmpty())).isEqualTo(1);
        }
    }

    @Test
    void onlyTheOwnerRenewsItsIntentAndOnlyWhileItIsOne() {
        TrackedTask intent = intended("k", null);
        Instant posted = tracker().find(intent.id()).orElseThrow().acceptedAt();
        advance(Duration.ofSeconds(1));
        assertThat(tracker().renew(intent("k", null))).isFalse();
        assertThat(tracker().find(intent.id()).orElseThrow().acceptedAt()).isEqualTo(posted);
        assertThat(tracker().renew(intent)).isTrue();
        assertThat(tracker().find(intent.id()).orElseThrow().acceptedAt()).isAfter(posted);
        tracker().accepted(intent.id(), "t1");
        assertThat(tracker().renew(intent)).isFalse();
    }

    @Test
    void aRefusedIntentIsForgottenByItsOwnerOnly() {
        TrackedTask intent = intended("k", "q");
        tracker().refused(intent("k", "q"));
        assertThat(phase(intent)).isEqualTo(Phase.INTENT);
        tracker().refused(intent);
        assertThat(phase(intent)).isNull();
        assertThat(tracker().intend(intent("k", "q"))).isEmpty();
    }

    @Test
    void whatWasAcceptedIsNeitherRefusedNorUnknownAnyMore() {
        TrackedTask intent = intended("k", "q");
        tracker().accepted(intent.id(), "t1");
        tracker().refused(intent);
        tracker().unknown(intent, "the answer was lost", null);
        assertThat(phase(intent)).isEqualTo(Phase.WAITING);
        assertThat(tracker().intend(intent("k", "q"))).get()
                .satisfies(task -> assertThat(task.task().taskId()).isEqualTo("t1"));
    }

    @Test
    void anUnknownOneThatIsWaitedForInlineIsListedAtOnceAndNeverExpires() {
        TrackedTask intent = intended("k", null);
        tracker().unknown(intent("k", null), "somebody else's", null);
        assertThat(phase(intent)).isEqualTo(Phase.INTENT);
        tracker().unknown(intent, "the answer was lost", null);
        advance(RETENTION.multipliedBy(10));
        tracker().intend(intent("another", null));
        assertThat(phase(intent)).isEqualTo(Phase.UNKNOWN);
        assertThat(tracker().listUnknown(10)).singleElement().satisfies(task -> {
            assertThat(task.isFateUnknown()).isTrue();
            assertThat(task.claim().key()).isEqualTo("k");
            assertThat(task.task().error()).isEqualTo("the answer was lost");
        });
        assertThat(tracker().listUnknown(0)).isEmpty();
    }

    @Test
    void anUnknownOneOfAQueueIsDeliveredOnceAndKept() {
        TrackedTask intent = unknown("k", "q");
        assertThat(tracker().listUnknown(10)).hasSize(1);
        KeylessHandler handler = subscribe();
        until(() -> handler.delivered.size() == 1);
        assertThat(handler.delivered.get(0).task().state()).isEqualTo(TaskState.UNKNOWN);
        handler.done(true);
        until(() -> phase(intent) == Phase.UNKNOWN);
        assertThat(tracker().listUnknown(10)).hasSize(1);
        assertThat(tracker().counts("q").unknown()).isEqualTo(1);
    }

    @Test
    void anUnknownOneThatIsFoundIsATaskLikeAnyOther() {
        TrackedTask queued = unknown("k1", "q");
        TrackedTask inline = unknown("k2", null);
        tracker().accepted(queued.id(), "t1");
        tracker().accepted(inline.id(), "t2");
        assertThat(phase(queued)).isEqualTo(Phase.WAITING);
        assertThat(phase(inline)).isEqualTo(Phase.WAITING);
        assertThat(tracker().listUnknown(10)).isEmpty();
        KeylessHandler handler = subscribe();
        until(() -> handler.delivered.size() == 1);
        assertThat(handler.delivered.get(0).task()).satisfies(task -> {
            assertThat(task.taskId()).isEqualTo("t1");
            assertThat(task.state()).isEqualTo(TaskState.TIMED_OUT);
        });
    }

    @Test
    void onlyAnUnknownOneIsTakenOverAndByOneOnly() throws Exception {
        for (String queue : new String[] { "q", null }) {
            String key = "of " + queue;
            TrackedTask intent = intended(key, queue);
            assertThat(tracker().resubmit(intent(key, queue))).isFalse();
            assertThat(tracker().resubmit(intent("of nobody", queue))).isFalse();
            tracker().unknown(intent, "the answer was lost", null);
            assertThat(winners(() -> tracker().resubmit(intent(key, queue)))).isEqualTo(1);
            assertThat(phase(intent)).isEqualTo(Phase.INTENT);
            assertThat(tracker().renew(intent)).as("the old owner").isFalse();
            tracker().refused(intent);
            assertThat(phase(intent)).isEqualTo(Phase.INTENT);
        }
    }

    @Test
    void oneThatIsTakenOverStaysInItsQueueWithWhatWasSubmittedFirst() {
        TrackedTask before = unknown("k", "q");
        assertThat(tracker().resubmit(intent("k", null))).isTrue();
        tracker().accepted(before.id(), "t1");
        assertThat(tracker().list("q", 10)).extracting(TrackedTask::id).containsExactly(before.id());
        KeylessHandler handler = subscribe();
        until(() -> handler.delivered.size() == 1);
        assertThat(handler.delivered.get(0).submitted()).isEqualTo(before.submitted());
    }

    @Test
    void oneThatIsTakenOverAndUnknownAgainIsDeliveredAgain() {
        unknown("k", "q");
        TrackedTask after = intent("k", null);
        assertThat(tracker().resubmit(after)).isTrue();
        tracker().unknown(after, "lost again", null);
        KeylessHandler handler = subscribe();
        until(() -> handler.delivered.size() == 1);
        assertThat(handler.delivered.get(0).task().error()).isEqualTo("lost again");
    }

    @Test
    void oneThatIsWaitedForInlineIsDeliveredToNobodyAndKeptWithItsEndForTheRetention() {
        TrackedTask intent = intended("k", null);
        tracker().accepted(intent.id(), "t1");
        KeylessHandler handler = subscribe();
        advance(WAIT_TIMEOUT.multipliedBy(2));
        assertThat(phase(intent)).isEqualTo(Phase.WAITING);
        tracker().ended(intent.id(), succeeded("t1"));
        assertThat(tracker().find(intent.id())).get().satisfies(task -> {
            assertThat(task.phase()).isEqualTo(Phase.DONE);
            assertThat(task.task()).isEqualTo(succeeded("t1"));
        });

        advance(RETENTION.minusMinutes(1));
        tracker().ended(intent.id(), succeeded("t1"));
        assertThat(tracker().intend(intent("k", null))).as("not over yet").isPresent();
        advance(Duration.ofMinutes(2));
        assertThat(tracker().lookUp(intent.id())).isEmpty();
        assertThat(tracker().intend(intent("k", null))).isEmpty();
        assertThat(handler.delivered).isEmpty();
    }

    @Test
    void oneWhoseEndNobodyTellsIsKeptForTheRetentionAndADay() {
        TrackedTask intent = intended("k", null);
        tracker().accepted(intent.id(), "t1");
        advance(RETENTION.plusHours(23));
        assertThat(tracker().lookUp(intent.id())).isPresent();
        advance(Duration.ofHours(3));
        assertThat(tracker().lookUp(intent.id())).isEmpty();
        assertThat(tracker().intend(intent("k", null))).isEmpty();
    }

    @Test
    void whatAQueueHasDeliveredIsKeptForItsKey() {
        TrackedTask keyed = intended("k", "q");
        TrackedTask other = TrackedTask.intent("s1", Claim.of("s1"), "q", ORIGIN, new SubmittedMessage(Map.of(), null));
        tracker().intend(other);
        tracker().accepted(keyed.id(), "t1");
        tracker().accepted(other.id(), "t2");
        tracker().ended(keyed.id(), succeeded("t1"));
        assertThat(phase(keyed)).as("the queue sees its end by itself").isEqualTo(Phase.WAITING);
        KeylessHandler handler = subscribe();
        until(() -> handler.delivered.size() == 2);
        handler.done(true);
        handler.done(true);
        until(() -> phase(keyed) == Phase.DONE && phase(other) == null);
        assertThat(tracker().intend(intent("k", "q"))).isPresent();
        until(() -> tracker().counts("q").equals(new QueueCounts(0, 0, 0, 0, 0)));
        advance(RETENTION.plusMinutes(1));
        assertThat(tracker().intend(intent("k", "q"))).isEmpty();
        assertThat(handler.delivered).hasSize(2);
    }

    @Test
    void aPersonForgetsAllButWhatIsBeingPostedOrDelivered() {
        TrackedTask intent = intended("intent", "q");
        assertThat(tracker().forget(intent.id())).isFalse();
        TrackedTask waiting = intended("waiting", "q");
        tracker().accepted(waiting.id(), "t1");
        TrackedTask done = intended("done", null);
        tracker().accepted(done.id(), "t2");
        tracker().ended(done.id(), succeeded("t2"));
        for (TrackedTask each : List.of(unknown("inline", null), unknown("not delivered yet", "q"), waiting, done)) {
            assertThat(tracker().forget(each.id())).as(each.claim().key()).isTrue();
            assertThat(phase(each)).isNull();
            assertThat(tracker().forget(each.id())).isFalse();
            assertThat(tracker().intend(intent(each.claim().key(), "q"))).isEmpty();
        }
    }

    @Test
    void whatAGatewayDoesNotHaveIsForgottenOnlyAsLongAsItsFateIsUnknown() {
        TrackedTask intent = intended("intent", "q");
        TrackedTask found = unknown("found", "q");
        tracker().accepted(found.id(), "t1");
        TrackedTask done = intended("done", null);
        tracker().accepted(done.id(), "t2");
        tracker().ended(done.id(), succeeded("t2"));
        for (TrackedTask each : List.of(intent, found, done)) {
            Phase before = phase(each);
            assertThat(tracker().forgetUnknown(each.id())).as(each.claim().key()).isFalse();
            assertThat(phase(each)).isEqualTo(before).isNotNull();
        }
        for (TrackedTask each : List.of(unknown("inline", null), unknown("not delivered yet", "q"))) {
            assertThat(tracker().forgetUnknown(each.id())).as(each.claim().key()).isTrue();
            assertThat(tracker().intend(intent(each.claim().key(), "q"))).isEmpty();
        }
    }

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final CostLimit FIVE = new CostLimit("maxPointsPerDay", CostUnit.POINTS, 5 * 400, false);
    private static final CostLimit TWO_OF_A_LABEL = new CostLimit("maxCostPerLabel", CostUnit.POINTS, 2 * 400, true);

    private static CostEntry cost(TrackedTask intent, String label) {
        CostJob job = new CostJob("pika", "cometapi", "1.5", JobKind.Input.TEXT, "route", intent.queue(), label);
        return CostEntry.reserved(intent.claim().owner(), intent.id(), job, DAY, DAY.atStartOfDay(ZoneOffset.UTC).toInstant(),
                CostUnit.POINTS, null, 400L, null);
    }

    private boolean reserves(TrackedTask intent, String label, CostLimit... limits) {
        try {
            tracker().costs().prepare("pika");
            return tracker().intend(intent, () -> tracker().costs().reserve(cost(intent, label), List.of(limits))).isEmpty();
        } catch (BudgetSpentException e) {
            return false;
        }
    }

    private TrackedTask reserved(String key, String queue) {
        TrackedTask intent = intent(key, queue);
        assertThat(reserves(intent, null, FIVE)).isTrue();
        return intent;
    }

    private CostTotals gone() {
        return tracker().costs().totals(FIVE, "pika", DAY, null);
    }

    private static VideoTask charged(String taskId, long points, long refund) {
        return new VideoTask(taskId, "cometapi", TaskState.SUCCEEDED, null, List.of(), null, points, refund, null, null, null);
    }

    private void tell(VideoTask end) {
        CostJob nobodys = new CostJob("pika", "cometapi", null, null, null, null, null);
        tracker().costs().ended(end, null, CostEntry.found(nobodys, DAY, DAY.atStartOfDay(ZoneOffset.UTC).toInstant(), end));
    }

    @Test
    void ofManyWhoReserveAtOnceAsManyMayPostAsTheBudgetIsFor() throws Exception {
        AtomicInteger next = new AtomicInteger();
        for (int round = 0; round < 3; round++) {
            winners(() -> reserves(intent("k" + next.incrementAndGet(), "q"), null, FIVE));
        }
        assertThat(gone()).isEqualTo(new CostTotals(0, 5 * 400));
        assertThat(tracker().snapshots("q", 100).size()).as("no intent without its reservation")
                .isEqualTo(5);
    }

    @Test
    void eachLabelAndTheJobsWithoutOneHaveABudget() {
        for (String label : new String[] { "spring", "Spring", null }) {
            for (int i = 0; i < 3; i++) {
                assertThat(reserves(intent(label + i, null), label, TWO_OF_A_LABEL)).as(label + i).isEqualTo(i < 2);
            }
        }
        assertThat(tracker().costs().totals(TWO_OF_A_LABEL, "pika", DAY, "spring").reserved()).isEqualTo(800);
        assertThat(gone().reserved()).isEqualTo(2_400);
        assertThat(tracker().costs().totals(FIVE, "pika-vapi", DAY, null)).isEqualTo(CostTotals.NOTHING);
        assertThat(tracker().costs().totals(FIVE, "pika", DAY.plusDays(1), null)).isEqualTo(CostTotals.NOTHING);
    }

    @Test
    void aLabelOfAnyTextIsKept() {
        for (String label : List.of("half \uD83D", "nul \0", "' OR '1'='1", "😀".repeat(200), "\uD83D\uDE00")) {
            assertThat(reserves(intent(label, null), label, FIVE)).as(label).isTrue();
        }
        assertThat(tracker().costs().lines("pika", DAY, DAY)).hasSize(5);
    }

    @Test
    void whatIsRefusedIsGivenBackAndWhatIsUnknownIsNotUntilItIsResolved() {
        TrackedTask refused = reserved("refused", "q");
        tracker().refused(refused);
        assertThat(gone()).isEqualTo(CostTotals.NOTHING);
        TrackedTask lost = reserved("lost", "q");
        tracker().unknown(lost, "the answer was lost", null);
        TrackedTask found = reserved("found", null);
        tracker().unknown(found, "the answer was lost", null);
        assertThat(gone().reserved()).isEqualTo(800);
        tracker().forgetUnknown(lost.id());
        assertThat(gone().reserved()).isEqualTo(400);
        tracker().accepted(found.id(), "t1");
        tell(charged("t1", 350, 0));
        until(() -> gone().equals(new CostTotals(350, 0)));
    }

    @Test
    void aTaskCountsOnceWhoeverSeesItEnd() throws Exception {
        TrackedTask queued = reserved("queued", "q");
        tracker().accepted(queued.id(), "t1");
        TrackedTask inline = reserved("inline", null);
        tracker().accepted(inline.id(), "t2");
        tracker().ended(inline.id(), charged("t2", 400, 0));
        winners(() -> {
            tell(charged("t1", 400, 0));
            tell(charged("t2", 400, 0));
            tell(charged("of somebody else", 10, 0));
            return true;
        });
        until(() -> gone().equals(new CostTotals(810, 0)));
        tell(charged("t1", 400, 400));
        until(() -> gone().equals(new CostTotals(410, 0)));
        tell(charged("t1", 400, 0));
        tell(charged("another", 10, 0));
        until(() -> gone().equals(new CostTotals(420, 0)));
        assertThat(tracker().costs().lines("pika", DAY, DAY)).extracting(CostLine::tasks, CostLine::settled, CostLine::refunded)
                .containsExactly(tuple(2L, 20L, 0L), tuple(2L, 800L, 400L));
    }

    @Test
    void anEndThatIsSeenBeforeTheAcceptanceIsWrittenDownCountsOnce() {
        TrackedTask intent = reserved("early", null);
        tell(charged("t1", 300, 0));
        until(() -> gone().equals(new CostTotals(300, 400)));
        tracker().accepted(intent.id(), "t1");
        assertThat(gone()).isEqualTo(new CostTotals(300, 0));
    }

    @Test
    void theMeanIsOfTheLastTwentyOfItsKind() {
        CostJob kind = cost(intent("k", null), null).job();
        assertThat(tracker().costs().mean(kind, CostUnit.POINTS)).isEmpty();
        for (int i = 1; i <= 25; i++) {
            CostEntry entry = new CostEntry("r" + i, "s" + i, kind, DAY, Instant.ofEpochSecond(i), "t" + i, CostState.SETTLED,
                    CostUnit.POINTS, null, null, i <= 5 ? 1_000_000L : 400L, 0L, null);
            tracker().costs().record(entry);
        }
        until(() -> tracker().costs().mean(kind, CostUnit.POINTS).orElse(0) == 400);
        assertThat(tracker().costs().mean(kind, CostUnit.MICRO_USD)).isEmpty();
        assertThat(tracker().costs().mean(new CostJob("pika", "cometapi", null, JobKind.Input.TEXT, null, null, null), CostUnit.POINTS))
                .isEmpty();
    }

    @Test
    void whoLooksAtAnIntentThatIsOlderThanItsPostCanBeIsToldThatItsFateIsUnknown() {
        for (String queue : new String[] { "q", null }) {
            TrackedTask intent = intended("of " + queue, queue);
            advance(TaskTracker.INTENT_LIVES.minusSeconds(10));
            assertThat(tracker().lookUp(intent.id())).get().extracting(TrackedTask::phase).isEqualTo(Phase.INTENT);
            advance(TaskTracker.INTENT_LIVES.dividedBy(2));
            assertThat(tracker().lookUp(intent.id())).get().satisfies(task -> {
                assertThat(task.isFateUnknown()).isTrue();
                assertThat(task.task().error()).contains("never recorded the outcome");
            });
        }
        assertThat(tracker().listUnknown(10)).hasSize(2);
    }

    /** Who was refused for now stands at the door for hours, perhaps, and so may others with the same key. */
    @Test
    void anIntentOfANewOwnerIsNotTouchedByWhatTheOneBeforeTellsLate() {
        TrackedTask first = intended("k", "q");
        tracker().refused(first);
        advance(Duration.ofHours(1));
        assertThat(tracker().lookUp(first.id())).isEmpty();
        TrackedTask second = intended("k", "q");
        tracker().refused(first);
        tracker().unknown(first, "late", null);
        assertThat(tracker().renew(first)).isFalse();
        assertThat(tracker().lookUp(second.id())).get().satisfies(task -> {
            assertThat(task.phase()).isEqualTo(Phase.INTENT);
            assertThat(task.claim()).isEqualTo(second.claim());
        });
    }

    @Test
    void theTaskThatAnUnknownOneMayBeIsKeptUntilAPersonHasLooked() {
        for (String queue : new String[] { "q", null }) {
            TrackedTask intent = intended("of " + queue, queue);
            tracker().unknown(intent, "an odd answer", "t1");
            assertThat(tracker().listUnknown(10)).filteredOn(task -> task.id().equals(intent.id())).singleElement()
                    .satisfies(task -> {
                        assertThat(task.possibleTaskId()).isEqualTo("t1");
                        assertThat(task.task().taskId()).isNull();
                    });
            tracker().accepted(intent.id(), "t1");
            assertThat(tracker().find(intent.id())).get().satisfies(task -> {
                assertThat(task.possibleTaskId()).isNull();
                assertThat(task.task().taskId()).isEqualTo("t1");
            });
        }
    }
}
