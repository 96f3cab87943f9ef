package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.time.ShiftedTimer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes at one database, whose clocks are wrong, are set, or stand still while a machine sleeps.
 */
class ClocksTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final TurnedDatabase database = new TurnedDatabase(TestDatabases.H2.fresh());
    private final ShiftedTimer hereTimer = new ShiftedTimer();
    private final ShiftedTimer thereTimer = new ShiftedTimer();
    private final JdbcTaskTracker here = tracker(hereTimer);
    private final JdbcTaskTracker there = tracker(thereTimer);

    private JdbcTaskTracker tracker(ShiftedTimer timer) {
        JdbcTaskTracker tracker = new JdbcTaskTracker(timer);
        tracker.setDataSource(database.dataSource());
        return tracker;
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private static TrackedTask intent(String key, String owner, String queue) {
        return TrackedTask.intent(Claim.idOf(key), new Claim(owner, key, "f"), queue,
                new Origin("pika", "vapi", "https://api.gpt.ge"), new SubmittedMessage(Map.of(), "a cat"));
    }

    private static Phase phase(TaskTracker tracker, TrackedTask task) {
        return tracker.lookUp(task.id()).map(TrackedTask::phase).orElse(null);
    }

    /** The machine sleeps: only the world goes on. */
    private void sleep(ShiftedTimer timer, ShiftedTimer awake, Duration duration) {
        database.turn(duration);
        awake.advance(duration);
        timer.jump(duration);
    }

    @ParameterizedTest
    @ValueSource(longs = { 5, -5 })
    void aNodeWhoseClockIsOffHoldsTheIntentOfAnotherForAsOldAsItIs(long minutes) {
        hereTimer.jump(Duration.ofMinutes(minutes));
        TrackedTask intent = intent("k", "there", null);
        there.intend(intent);
        assertThat(phase(here, intent)).isEqualTo(Phase.INTENT);
        database.turn(TaskTracker.INTENT_LIVES);
        hereTimer.advance(TaskTracker.INTENT_LIVES);
        assertThat(phase(here, intent)).as("its owner is only slow").isEqualTo(Phase.INTENT);
        database.turn(Duration.ofMinutes(1));
        hereTimer.advance(Duration.ofMinutes(1));
        assertThat(phase(here, intent)).isEqualTo(Phase.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(longs = { 5, -5 })
    void anIntentOfANodeWhoseClockIsSetIsAsOldAsItIs(long minutes) {
        here.counts("q");
        there.counts("q");
        hereTimer.jump(Duration.ofMinutes(minutes));
        TrackedTask intent = intent("k", "here", null);
        here.intend(intent);
        assertThat(phase(there, intent)).isEqualTo(Phase.INTENT);
        Instant posted = there.find(intent.id()).orElseThrow().acceptedAt();
        assertThat(Duration.between(posted, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whoSleptKnowsAtOnceHowOldIsWhatOthersIntended() {
        here.counts("q");
        TrackedTask intent = intent("k", "there", null);
        there.intend(intent);
        sleep(hereTimer, thereTimer, AN_HOUR);
        assertThat(phase(here, intent)).isEqualTo(Phase.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(longs = { 60, -60 })
    void aClockThatSomebodySetsMakesNothingOlder(long minutes) {
        here.counts("q");
        TrackedTask intent = intent("k", "there", null);
        there.intend(intent);
        hereTimer.jump(Duration.ofMinutes(minutes));
        assertThat(phase(here, intent)).isEqualTo(Phase.INTENT);
    }

    @Test
    void whoOnlySubmitsAndSleptSubmitsAtTheTimeThatItIs() {
        here.counts("q");
        there.counts("q");
        sleep(hereTimer, thereTimer, AN_HOUR);
        TrackedTask intent = intent("k", "here", "q");
        here.intend(intent);
        assertThat(phase(there, intent)).isEqualTo(Phase.INTENT);
        here.accepted(intent.id(), "t1");
        KeylessHandler handler = new KeylessHandler(thereTimer, Duration.ofMinutes(30));
        TaskTracker.Subscription subscription = there.subscribe(handler);
        await().during(Duration.ofSeconds(2)).until(handler.delivered::isEmpty);
        subscription.stop();
        assertThat(phase(there, intent)).isEqualTo(Phase.WAITING);
    }

    @Test
    void whoIsAwakeForDaysAsksForTheTimeNowAndThen() {
        here.counts("q");
        int before = database.asked();
        hereTimer.advance(Duration.ofDays(30));
        // a bad quartz
        database.turn(Duration.ofDays(30).minusMinutes(5));
        TrackedTask intent = intent("k", "here", null);
        here.intend(intent);
        assertThat(database.asked()).isEqualTo(before + 1);
        here.intend(intent("k2", "here", null));
        assertThat(database.asked()).isEqualTo(before + 1);
        assertThat(phase(there, intent)).isEqualTo(Phase.INTENT);
    }

    /** The machine is shut in the middle of writing the intent, and by the time it wakes others hold it dead. */
    @Test
    void whoSleepsOverItsIntentBeginsItAnewBeforeItPosts() {
        here.counts("q");
        there.counts("q");
        TrackedTask intent = intent("k", "here", "q");
        SlowDatabase slow = new SlowDatabase(database.dataSource(), () -> {
            sleep(hereTimer, thereTimer, AN_HOUR);
            assertThat(phase(there, intent)).isEqualTo(Phase.READY);
        });
        JdbcTaskTracker sleeper = new JdbcTaskTracker(hereTimer);
        sleeper.setDataSource(slow.dataSource());
        assertThat(sleeper.intend(intent)).isEmpty();
        assertThat(there.lookUp(intent.id())).get().satisfies(task -> {
            assertThat(task.phase()).isEqualTo(Phase.INTENT);
            assertThat(task.task().state()).isEqualTo(TaskState.UNKNOWN);
            assertThat(task.task().error()).isNull();
        });
        assertThat(there.listUnknown(10)).isEmpty();
        sleeper.close();
    }

    @Test
    void whoSleepsOverItsIntentDoesNotPostWhatAnotherHasTakenOver() {
        here.counts("q");
        there.counts("q");
        TrackedTask intent = intent("k", "here", null);
        TrackedTask other = intent("k", "there", null);
        SlowDatabase slow = new SlowDatabase(database.dataSource(), () -> {
            sleep(hereTimer, thereTimer, AN_HOUR);
            assertThat(phase(there, intent)).isEqualTo(Phase.UNKNOWN);
            assertThat(there.resubmit(other)).isTrue();
        });
        JdbcTaskTracker sleeper = new JdbcTaskTracker(hereTimer);
        sleeper.setDataSource(slow.dataSource());
        assertThat(sleeper.intend(intent)).get().extracting(TrackedTask::claim).isEqualTo(other.claim());
        sleeper.close();
    }
}
