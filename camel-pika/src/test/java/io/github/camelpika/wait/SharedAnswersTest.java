package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any number of waits for one task ask like one.
 */
class SharedAnswersTest {

    private static final Duration LONG = Duration.ofMinutes(30);

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final Waiter waiter = new Waiter(gateway.timer, new Backoff(() -> 1));
    private final GatewayAccess access = gateway.access(1_000);
    private final List<Told> all = new ArrayList<>();

    private static final class Told implements WaitListener {

        private final List<TaskState> changes = new ArrayList<>();
        private final List<WaitResult> ends = new ArrayList<>();
        private Consumer<WaitResult> atTheEnd = end -> { };

        @Override
        public void changed(VideoTask task) {
            changes.add(task.state());
        }

        @Override
        public void ended(WaitResult result) {
            ends.add(result);
            atTheEnd.accept(result);
        }

        private WaitEnd end() {
            assertThat(ends).hasSize(1);
            return ends.get(0).end();
        }
    }

    private static WaitPolicy policy(GatewayAccess access, Duration interval, Duration waitTimeout, boolean once) {
        return new WaitPolicy(access, new FixedSchedule(interval), waitTimeout, LONG, Duration.ofMinutes(5), once);
    }

    private Told start(WaitPolicy policy) {
        Told told = new Told();
        all.add(told);
        waiter.start("task-1", policy, told);
        return told;
    }

    private Told start(int seconds, Duration waitTimeout) {
        return start(policy(access, Duration.ofSeconds(seconds), waitTimeout, false));
    }

    private Told startOnce() {
        return start(policy(access, Duration.ofSeconds(5), LONG, true));
    }

    private void advance(double seconds) {
        gateway.timer.advance(Duration.ofMillis((long) (seconds * 1_000)));
    }

    private static ClassicHttpResponse running() {
        return ScriptedGateway.answer(200, "{\"code\":200,\"data\":{\"state\":\"running\"}}");
    }

    @Test
    void whatOneHasSeenIsNoLongerDoubtedByOthers() {
        gateway.state("running").says(404, "{\"code\":\"task_not_exist\",\"message\":\"no such task\"}").state("succeeded");
        Told first = start(10, LONG);
        advance(1);
        Told other = start(100, LONG);
        advance(1);
        assertThat(first.changes).containsExactly(TaskState.RUNNING);
        assertThat(other.ends).as("the gateway said that there is no such task").isEmpty();

        advance(200);
        assertThat(first.end()).isInstanceOf(WaitEnd.Answered.class);
        assertThat(other.end()).isInstanceOf(WaitEnd.Answered.class);
    }

    @Test
    void whatHasGoneIsRememberedAsSeen() {
        gateway.state("running").says(404, "{\"code\":\"task_not_exist\",\"message\":\"no such task\"}").state("succeeded");
        Told first = start(10, Duration.ofSeconds(5));
        advance(3);
        waiter.stop(listener -> listener == first);
        Told next = start(10, LONG);
        advance(60);
        assertThat(next.end()).isInstanceOf(WaitEnd.Answered.class);
    }

    @Test
    void thirtyThousandAskLikeOneAndAllEnd() {
        gateway.state("pending").state("running").state("running").state("succeeded");
        for (int i = 0; i < 30_000; i++) {
            start(5, LONG);
        }
        advance(60);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 5_000L, 10_000L, 15_000L);
        assertThat(all).allSatisfy(told -> {
            assertThat(told.end()).isInstanceOf(WaitEnd.Answered.class);
            assertThat(told.changes).containsExactly(TaskState.QUEUED, TaskState.RUNNING, TaskState.SUCCEEDED);
        });
        assertThat(waiter.waiting()).isZero();
        assertThat(gateway.timer.alarms()).isZero();
    }

    @Test
    void thirtyThousandCanBeStoppedInTheOrderInWhichTheyCameAndInAnyOther() {
        gateway.state("running");
        List<Wait> waits = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            waits.add(waiter.start("task-1", policy(access, Duration.ofSeconds(5), LONG, false), new Told()));
        }
        for (int i = 0; i < 10_000; i++) {
            waits.get(i).stop();
            waits.get(29_999 - i).stop();
        }
        assertThat(waiter.waiting()).isEqualTo(10_000);
        assertThat(waiter.snapshots(7)).hasSize(7);
        waiter.stop();
        assertThat(waiter.waiting()).isZero();
    }

    @Test
    void whoAsksOftenAsksForThoseWhoAskSeldom() {
        gateway.state("running");
        start(60, LONG);
        advance(1);
        start(5, LONG);
        advance(119);
        assertThat(gateway.askedAtMillis).hasSize(25).startsWith(0L, 1_000L, 6_000L).endsWith(116_000L);
    }

    @Test
    void eachKeepsItsOwnTimeOut() {
        gateway.state("running");
        Told first = start(5, Duration.ofSeconds(12));
        Told second = start(5, Duration.ofSeconds(31));
        advance(12);
        assertThat(((WaitEnd.TimedOut) first.end()).reason()).contains("waitTimeout=12s");
        assertThat(second.ends).isEmpty();
        advance(19);
        assertThat(((WaitEnd.TimedOut) second.end()).reason()).contains("waitTimeout=31s");
    }

    @Test
    void anAnswerToAnotherDoesNotStandForTheLastPollBeforeTheLimit() {
        gateway.state("running").state("running").state("running").state("succeeded");
        Told seldom = start(60, Duration.ofSeconds(20));
        advance(10);
        // this one's first question comes between
        start(60, Duration.ofHours(1));
        advance(10);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 10_000L, 19_000L);
        assertThat(((WaitEnd.TimedOut) seldom.end()).reason()).contains("waitTimeout=20s");
    }

    @Test
    void lastPollsOfManyThatEndAtAboutTheSameTimeAreShared() {
        gateway.state("running");
        for (int i = 0; i < 1_000; i++) {
            start(60, Duration.ofSeconds(20));
            advance(.001);
        }
        advance(20);
        assertThat(all).allSatisfy(told -> assertThat(told.end()).isInstanceOf(WaitEnd.TimedOut.class));
        // each started with a question
        assertThat(gateway.askedAtMillis).filteredOn(millis -> millis > 1_000).hasSizeBetween(1, 3);
    }

    @Test
    void anotherGatewaysTaskOfTheSameIdIsAnother() {
        ScriptedGateway other = new ScriptedGateway();
        gateway.state("running");
        other.state("succeeded");
        Told here = start(5, LONG);
        Told there = start(policy(other.access(1_000), Duration.ofSeconds(5), LONG, false));
        advance(1);
        assertThat(there.end()).isInstanceOf(WaitEnd.Answered.class);
        assertThat(here.ends).isEmpty();
        assertThat(here.changes).containsExactly(TaskState.RUNNING);
        assertThat(waiter.askNow("task-1")).isTrue();
        advance(1);
        assertThat(gateway.askedAtMillis).hasSize(2);
        assertThat(other.askedAtMillis).hasSize(1);
    }

    @Test
    void oneAnswerIsEnoughForWhomOneIsEnough() {
        gateway.state("running");
        Told waits = start(5, LONG);
        advance(2);
        Told one = startOnce();
        Told another = startOnce();
        advance(1);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 2_000L);
        assertThat(one.end()).isInstanceOf(WaitEnd.Answered.class);
        assertThat(another.end()).isInstanceOf(WaitEnd.Answered.class);
        assertThat(waits.ends).isEmpty();
    }

    @Test
    void whoWantsTheStateAsItIsGetsNoAnswerToAnEarlierQuestion() {
        gateway.does(request -> {
            startOnce();
            advance(.1);
            return running();
        }).state("succeeded");
        start(5, LONG);
        advance(1);
        Told once = all.get(1);
        assertThat(((WaitEnd.Answered) once.end()).task().state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(gateway.askedAtMillis).hasSize(2);
    }

    @Test
    void whoComesWhileTheQuestionIsOnItsWayTakesItsAnswer() {
        gateway.does(request -> {
            start(5, LONG);
            advance(1);
            return running();
        });
        start(5, LONG);
        advance(.5);
        assertThat(gateway.askedAtMillis).hasSize(1);
        assertThat(all).allSatisfy(told -> assertThat(told.changes).containsExactly(TaskState.RUNNING));
    }

    @Test
    void aHintToAllIsFollowedByOneQuestion() {
        gateway.state("running");
        for (int i = 0; i < 100; i++) {
            start(60, LONG);
        }
        advance(10);
        waiter.askNow("task-1");
        advance(30);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 10_000L);
    }

    @Test
    void whoeverFailsWhenToldItsEndKeepsNobodyElseFromHis() {
        gateway.state("succeeded");
        for (int i = 0; i < 3; i++) {
            start(5, LONG).atTheEnd = end -> {
                throw new OutOfMemoryError("no thread is left, as a test says");
            };
        }
        advance(1);
        assertThat(all).allSatisfy(told -> assertThat(told.end()).isInstanceOf(WaitEnd.Answered.class));
        for (int i = 0; i < 3; i++) {
            start(5, LONG).atTheEnd = end -> {
                throw new IllegalStateException("a bug of a test's");
            };
        }
        waiter.stop();
        assertThat(waiter.waiting()).isZero();
    }

    @Test
    void aFailureInTheMiddleOfAQuestionIsNoAnswerAndTheWaitsGoOn() {
        gateway.does(request -> {
            throw new StackOverflowError("a bug of a test's");
        }).state("succeeded");
        start(5, LONG);
        start(5, LONG);
        advance(60);
        assertThat(all).allSatisfy(told -> assertThat(told.end()).isInstanceOf(WaitEnd.Answered.class));
    }

    @Test
    void aQuestionInLineServesOthersWhenWhoAskedItHasLeft() {
        GatewayAccess slow = gateway.access(1);
        gateway.state("running");
        WaitPolicy policy = policy(slow, Duration.ofSeconds(5), LONG, false);
        waiter.start("another", policy, new Told());
        advance(.1);
        Wait first = waiter.start("task-1", policy, new Told());
        advance(.1);
        Told second = start(policy);
        advance(.1);
        first.stop();
        advance(2);
        assertThat(second.changes).containsExactly(TaskState.RUNNING);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 1_000L);
    }

    @Test
    void aQuestionInLineThatNobodyWantsAnyMoreIsNotAskedAndNotReliedOn() {
        GatewayAccess slow = gateway.access(1);
        gateway.state("running");
        WaitPolicy policy = policy(slow, Duration.ofSeconds(5), LONG, false);
        waiter.start("another", policy, new Told()).stop();
        waiter.start("one", policy, new Told());
        advance(.1);
        waiter.start("task-1", policy, new Told()).stop();
        advance(.1);
        Wait gone = waiter.start("task-1", policy, new Told());
        advance(.1);
        gone.stop();
        advance(2);
        assertThat(gateway.askedAtMillis).containsExactly(0L);
        Told last = start(policy);
        advance(1);
        assertThat(last.changes).containsExactly(TaskState.RUNNING);
    }
}
