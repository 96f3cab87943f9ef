package io.github.camelpika.wait;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

class AdaptiveScheduleTest implements DurationStore {

    private static final JobKind TEXT = new JobKind("2.0", JobKind.Input.TEXT);
    private static final JobKind VIDEO = new JobKind("2.0", JobKind.Input.VIDEO);

    private final Map<Key, String> saved = new HashMap<>();
    private final Random random = new Random(1);
    private AdaptiveSchedule schedule = schedule();

    private AdaptiveSchedule schedule() {
        return new AdaptiveSchedule(loaded(this), Duration.ofSeconds(5), AdaptiveSchedule.Aim.LESS_DELAY);
    }

    @Override
    public Map<Key, String> load() {
        return saved;
    }

    @Override
    public void save(Key key, String learned) {
        saved.put(key, learned);
    }

    private void learn(String gateway, JobKind kind, int tasks) {
        for (int i = 0; i < tasks; i++) {
            Duration age = Duration.ofMillis((long) (230_000 * Math.exp(0.25 * random.nextGaussian())));
            schedule.ended(new SeenDuration(gateway, kind, age, Duration.ofSeconds(5), null, true));
        }
    }

    private double first(String gateway, JobKind kind) {
        return seconds(new PollMoment(gateway, kind, null, null, 0, Duration.ZERO, Duration.ZERO));
    }

    private double at(JobKind kind, long seconds) {
        Duration age = Duration.ofSeconds(seconds);
        return seconds(new PollMoment("vapi", kind, TaskState.RUNNING, null, 3, age, age));
    }

    private double seconds(PollMoment moment) {
        return schedule.nextPoll(moment).toNanos() / 1e9;
    }

    @Test
    void isFixedUntilThereAreTwentySamples() {
        learn("vapi", TEXT, 19);
        assertThat(first("vapi", TEXT)).isEqualTo(5);
        assertThat(at(TEXT, 60)).isEqualTo(5);
        learn("vapi", TEXT, 1);
        assertThat(first("vapi", TEXT)).isGreaterThan(20);
        assertThat(at(TEXT, 60)).isGreaterThan(10);
    }

    @Test
    void learnsForEachGatewayModelAndInputApart() {
        learn("vapi", TEXT, 100);
        assertThat(first("vapi", TEXT)).isGreaterThan(20);
        assertThat(first("cometapi", TEXT)).isEqualTo(5);
        assertThat(first("vapi", VIDEO)).isEqualTo(5);
        assertThat(first("vapi", new JobKind("1.5", JobKind.Input.TEXT))).isEqualTo(5);
    }

    @Test
    void aTaskThatNothingIsKnownOfIsLikeAllTasksOfItsGateway() {
        learn("vapi", TEXT, 15);
        learn("vapi", VIDEO, 15);
        assertThat(first("vapi", JobKind.ANY)).isGreaterThan(20);
    }

    @Test
    void aTaskThatMayBeOldIsAskedAfterAtOnceAndNeverLessThanAtTheFixedInterval() {
        learn("vapi", TEXT, 100);
        assertThat(seconds(new PollMoment("vapi", JobKind.ANY, null, null, 0, Duration.ZERO, null))).isZero();
        assertThat(seconds(new PollMoment("vapi", JobKind.ANY, TaskState.RUNNING, null, 1, Duration.ofSeconds(60), null)))
                .isEqualTo(5);
        assertThat(seconds(new PollMoment("vapi", JobKind.ANY, TaskState.RUNNING, null, 1, Duration.ofSeconds(230), null)))
                .isLessThan(3);
    }

    @Test
    void aTaskThatSeemsToBeFromTheFutureIsANewOne() {
        learn("vapi", TEXT, 100);
        assertThat(at(TEXT, -100)).isEqualTo(at(TEXT, 0));
    }

    @Test
    void aTaskThatIsOldIsAskedAfterAtOnce() {
        learn("vapi", TEXT, 100);
        assertThat(seconds(new PollMoment("vapi", TEXT, null, null, 0, Duration.ZERO, Duration.ofMinutes(4)))).isZero();
    }

    @Test
    void whatWasLearnedSurvivesARestartWhereThereIsAStore() {
        learn("vapi", TEXT, 100);
        double before = at(TEXT, 230);
        schedule = schedule();
        assertThat(at(TEXT, 230)).isCloseTo(before, within(0.01));
        assertThat(saved.keySet()).containsExactlyInAnyOrder(new Key("vapi", TEXT), new Key("vapi", JobKind.ANY));
    }

    @Test
    void aStoreThatFailsIsNoEndOfTheLearning() {
        DurationStore failing = new DurationStore() {
            @Override
            public Map<Key, String> load() {
                return Map.of(new Key("vapi", TEXT), "what another version wrote");
            }

            @Override
            public void save(Key key, String learned) {
                throw new IllegalStateException("the database is down");
            }
        };
        schedule = new AdaptiveSchedule(loaded(failing), Duration.ofSeconds(5),
                AdaptiveSchedule.Aim.LESS_DELAY);
        assertThatCode(() -> learn("vapi", TEXT, 30)).doesNotThrowAnyException();
        assertThat(first("vapi", TEXT)).isGreaterThan(20);
    }

    @Test
    void anyNumberOfModelsTakesNoMoreRoomThanAHundred() {
        for (int i = 0; i < 1_000; i++) {
            learn("vapi", new JobKind("model " + i, JobKind.Input.TEXT), 10);
        }
        assertThat(saved).hasSize(100);
        learn("vapi", new JobKind("model 1", JobKind.Input.TEXT), 10);
        assertThat(first("vapi", new JobKind("model 1", JobKind.Input.TEXT))).isGreaterThan(20);
    }

    private static LearnedDurations loaded(DurationStore store) {
        LearnedDurations learned = new LearnedDurations(store);
        learned.load();
        return learned;
    }
}
