package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.Jobs;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a schedule that learns is told.
 */
class ToldEndsTest implements PollSchedule, WaitListener {

    private static final JobKind KIND = new JobKind("2.0", JobKind.Input.IMAGE);

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final GatewayAccess access = gateway.access(1_000);
    private final Waiter waiter = new Waiter(gateway.timer, new Backoff(() -> 1));
    private final List<PollMoment> moments = new ArrayList<>();
    private final List<SeenDuration> ends = new ArrayList<>();
    private Duration pause = Duration.ofSeconds(10);

    @Override
    public Duration nextPoll(PollMoment moment) {
        moments.add(moment);
        return pause;
    }

    @Override
    public void ended(SeenDuration end) {
        ends.add(end);
    }

    @Override
    public void changed(VideoTask task) {
        // of no interest here
    }

    @Override
    public void ended(WaitResult result) {
        // of no interest here
    }

    private void submit() {
        GenerateRequest request = GenerateRequest.builder().prompt("a cat").model("2.0")
                .image("https://example.com/cat.png").callbackUrl("https://example.com").build();
        access.submit(Jobs.of(request), false, Duration.ofMinutes(30), () -> true, submission -> { });
    }

    private void waitFor(Duration waitTimeout, Duration queueTimeout, boolean once) {
        waiter.start("task-1", new WaitPolicy(access, this, waitTimeout, queueTimeout, Duration.ofMinutes(5), once),
                this);
        gateway.timer.advance(Duration.ofMinutes(30));
    }

    private void waitFor() {
        waitFor(Duration.ofMinutes(10), Duration.ofMinutes(10), false);
    }

    @Test
    void theAgeAtTheEndAndTheGapThatItLiesIn() {
        gateway.accepts("task-1").state("running").state("running").says(500, "{}").state("succeeded");
        submit();
        gateway.timer.advance(Duration.ofSeconds(3));
        waitFor();
        // asked at 13 s, 23 s, in vain at 33 s, and 2 s later
        assertThat(ends).containsExactly(
                new SeenDuration("cometapi", KIND, Duration.ofSeconds(35), Duration.ofSeconds(12), null, true));
    }

    @Test
    void anEndAtTheFirstPollLiesAnywhereBefore() {
        gateway.accepts("task-1").state("failed");
        submit();
        waitFor();
        assertThat(ends).containsExactly(
                new SeenDuration("cometapi", KIND, Duration.ofSeconds(10), Duration.ofSeconds(10), null, true));
    }

    @Test
    void aTimeOutTellsHowOldTheTaskWasWhenItWasLastSeen() {
        gateway.accepts("task-1").state("running").state("running").says(500, "{}");
        submit();
        waitFor(Duration.ofSeconds(60), Duration.ofMinutes(10), false);
        assertThat(ends).containsExactly(
                new SeenDuration("cometapi", KIND, Duration.ofSeconds(20), Duration.ZERO, null, false));
    }

    @Test
    void nothingIsToldOfATaskWhoseAgeIsNotKnown() {
        gateway.state("running").state("succeeded");
        waitFor();
        assertThat(ends).isEmpty();
        assertThat(moments).extracting(PollMoment::kind).containsOnly(JobKind.ANY);
    }

    private void endsAfterAMinute(VideoTask last, Duration seenAt) {
        WaitState state = WaitState.resumed("task-1", new WaitPolicy(access, this, Duration.ofMinutes(10),
                Duration.ofMinutes(10), Duration.ofMinutes(5), false), true, KIND, last, seenAt, Duration.ZERO, 0, null);
        state.answered(new Answer.Known(VideoTask.of("task-1", "cometapi", TaskState.SUCCEEDED)), 60_000_000_000L);
    }

    @Test
    void aWaitThatSomebodyElseHasBegunTellsAsOneOfItsOwn() {
        endsAfterAMinute(VideoTask.of("task-1", "cometapi", TaskState.RUNNING), Duration.ofSeconds(55));
        endsAfterAMinute(null, Duration.ofSeconds(55));
        assertThat(ends).containsExactly(
                new SeenDuration("cometapi", KIND, Duration.ofSeconds(60), Duration.ofSeconds(5), null, true),
                new SeenDuration("cometapi", KIND, Duration.ofSeconds(60), Duration.ofSeconds(60), null, true));
    }

    @Test
    void nothingIsToldWhereNobodyKnowsWhenTheTaskWasLastSeen() {
        endsAfterAMinute(VideoTask.of("task-1", "cometapi", TaskState.RUNNING), null);
        assertThat(ends).isEmpty();
    }

    @Test
    void nothingIsToldOfASingleLook() {
        gateway.accepts("task-1").state("succeeded");
        submit();
        waitFor(Duration.ofMinutes(10), Duration.ofMinutes(10), true);
        assertThat(ends).isEmpty();
    }

    @Test
    void aPollIsDecidedKnowingWhatTheTaskIs() {
        gateway.accepts("task-1").state("running").state("succeeded");
        submit();
        waitFor();
        assertThat(moments).extracting(PollMoment::kind).containsOnly(KIND);
    }

    @Test
    void aLateFirstPollIsStillInTimeForTheQueueTimeout() {
        pause = Duration.ofMinutes(5);
        gateway.accepts("task-1").state("pending");
        submit();
        waitFor(Duration.ofMinutes(10), Duration.ofSeconds(60), false);
        assertThat(gateway.askedAtMillis.get(1)).isEqualTo(59_000);
        assertThat(gateway.askedAtMillis).last().satisfies(last -> assertThat(last).isLessThan(60_000));
    }

    @Test
    void aScheduleThatFailsToLearnIsNoEndOfTheWait() {
        gateway.accepts("task-1").state("succeeded");
        submit();
        waiter.start("task-1", new WaitPolicy(access, new PollSchedule() {
            @Override
            public Duration nextPoll(PollMoment moment) {
                return pause;
            }

            @Override
            public void ended(SeenDuration end) {
                throw new IllegalStateException("a bug of the user's");
            }
        }, Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(5), false), this);
        gateway.timer.advance(Duration.ofSeconds(20));
        assertThat(waiter.waiting()).isZero();
    }
}
