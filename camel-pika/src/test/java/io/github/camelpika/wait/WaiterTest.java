package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WaiterTest implements WaitListener {

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final Waiter waiter = new Waiter(gateway.timer, new Backoff(() -> 1));
    private final List<TaskState> changes = new ArrayList<>();
    private final List<WaitResult> results = new ArrayList<>();
    private boolean listenerFails;

    @Override
    public void changed(VideoTask task) {
        changes.add(task.state());
        if (listenerFails) {
            throw new IllegalStateException("a bug of the listener's");
        }
    }

    @Override
    public void ended(WaitResult result) {
        results.add(result);
    }

    private Wait start(Duration waitTimeout, Duration queueTimeout) {
        return start(new FixedSchedule(Duration.ofSeconds(5)), waitTimeout, queueTimeout);
    }

    private Wait start(PollSchedule schedule, Duration waitTimeout, Duration queueTimeout) {
        return waiter.start("task-1", new WaitPolicy(gateway.access(1_000), schedule, waitTimeout, queueTimeout,
                Duration.ofMinutes(5), false), this);
    }

    private void advance(long seconds) {
        gateway.timer.advance(Duration.ofSeconds(seconds));
    }

    private WaitResult result() {
        assertThat(results).hasSize(1);
        assertThat(waiter.waiting()).isZero();
        assertThat(gateway.timer.alarms()).isZero();
        return results.get(0);
    }

    @Test
    void asksAtOnceThenEveryIntervalUntilTheTaskHasEnded() {
        gateway.state("pending").state("running").state("running").state("succeeded");
        start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(60);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 5_000L, 10_000L, 15_000L);
        assertThat(changes).containsExactly(TaskState.QUEUED, TaskState.RUNNING, TaskState.SUCCEEDED);
        assertThat(result().end()).isInstanceOf(WaitEnd.Answered.class);
        assertThat(result().polls()).isEqualTo(4);
        assertThat(result().waited()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void endsAtTheWaitTimeoutAndAsksOnceMoreJustBefore() {
        gateway.state("running");
        start(Duration.ofSeconds(12), Duration.ofMinutes(15));
        advance(60);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 5_000L, 10_000L, 11_000L);
        WaitResult result = result();
        assertThat(result.waited()).isEqualTo(Duration.ofSeconds(12));
        assertThat(((WaitEnd.TimedOut) result.end()).reason()).contains("waitTimeout=12s");
        assertThat(result.last().state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void aTaskThatFinishesBetweenTheLastRegularPollAndTheTimeoutIsFound() {
        gateway.state("running").state("running").state("succeeded");
        start(Duration.ofSeconds(9), Duration.ofMinutes(15));
        advance(60);
        assertThat(result().end()).isInstanceOf(WaitEnd.Answered.class);
    }

    @Test
    void endsAtTheQueueTimeoutOnlyWhileQueued() {
        gateway.state("pending");
        start(Duration.ofMinutes(30), Duration.ofSeconds(20));
        advance(60);
        assertThat(((WaitEnd.TimedOut) result().end()).reason()).contains("queueTimeout=20s");
        assertThat(result().waited()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aTaskThatRunsIsNotHeldToTheQueueTimeout() {
        gateway.state("pending").state("running").state("running").state("running").state("running").state("running")
                .state("succeeded");
        start(Duration.ofMinutes(30), Duration.ofSeconds(10));
        advance(60);
        assertThat(result().end()).isInstanceOf(WaitEnd.Answered.class);
    }

    @Test
    void aTaskThatGoesBackToTheQueueHasAllTheQueueTimeoutAgain() {
        gateway.state("running").state("running").state("running").state("pending");
        start(Duration.ofMinutes(30), Duration.ofSeconds(10));
        advance(120);
        assertThat(result().waited()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void unknownStatesCountAgainstTheWaitTimeout() {
        gateway.state("moderating");
        start(Duration.ofSeconds(40), Duration.ofSeconds(10));
        advance(120);
        assertThat(((WaitEnd.TimedOut) result().end()).reason()).contains("waitTimeout=40s");
    }

    @Test
    void errorsBackOffAndTheWaitGoesOn() {
        gateway.says(500, "{}").says(502, "{}").says(503, "{}").state("succeeded");
        start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(60);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 2_000L, 6_000L, 14_000L);
        assertThat(result().end()).isInstanceOf(WaitEnd.Answered.class);
    }

    @Test
    void anEndlessOutageEndsWithTheWaitAndTellsTheLastError() {
        gateway.says(500, "{\"error\":{\"message\":\"the database is down\"}}");
        start(Duration.ofMinutes(10), Duration.ofMinutes(15));
        advance(3_600);
        assertThat(((WaitEnd.TimedOut) result().end()).reason()).contains("waitTimeout=600s")
                .contains("HTTP 500").contains("the database is down");
        assertThat(result().waited()).isEqualTo(Duration.ofMinutes(10));
        assertThat(gateway.askedAtMillis).hasSizeLessThan(20);
    }

    @Test
    void retryAfterIsObeyed() {
        gateway.says(429, "Retry-After", "30").state("succeeded");
        start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(60);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 30_000L);
    }

    @Test
    void retryAfterAsADateIsObeyed() {
        gateway.says(503, "Retry-After", "Thu, 01 Jan 2026 00:00:45 GMT").state("succeeded");
        start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(60);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 45_000L);
    }

    @Test
    void aPermanentErrorEndsTheWaitAtOnce() {
        gateway.says(401, "{\"error\":{\"message\":\"bad key\"}}");
        start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(1);
        assertThat(((WaitEnd.Failed) result().end()).error().status()).isEqualTo(401);
        assertThat(gateway.askedAtMillis).hasSize(1);
    }

    @Test
    void aScheduleThatFailsIsNoEndOfTheWait() {
        gateway.state("running").state("succeeded");
        start(moment -> {
            throw new IllegalStateException("a bug of the user's");
        }, Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(180);
        assertThat(result().end()).isInstanceOf(WaitEnd.Answered.class);
    }

    @Test
    void aScheduleOfZeroIsNoBusyLoop() {
        gateway.state("running");
        start(moment -> Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(15));
        advance(10);
        assertThat(gateway.askedAtMillis).hasSizeLessThanOrEqualTo(1_001);
    }

    @Test
    void aTimeoutThatIsTooLongToCountIsNoProblem() {
        gateway.state("running").state("succeeded");
        start(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE));
        advance(10);
        assertThat(result().end()).isInstanceOf(WaitEnd.Answered.class);
    }

    @Test
    void stoppingEndsEveryWaitAndEachThatComesLater() {
        gateway.state("running");
        start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(7);
        waiter.stop();
        start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        assertThat(results).hasSize(2).allSatisfy(result -> {
            assertThat(result.end()).isInstanceOf(WaitEnd.Stopped.class);
            assertThat(result.taskId()).isEqualTo("task-1");
        });
        assertThat(waiter.waiting()).isZero();
        assertThat(gateway.timer.alarms()).isZero();
    }

    @Test
    void anAnswerThatComesAfterTheEndChangesNothing() {
        Wait[] wait = new Wait[1];
        gateway.does(request -> {
            wait[0].stop();
            return ScriptedGateway.answer(200, "{\"code\":200,\"data\":{\"state\":\"running\"}}");
        });
        wait[0] = start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(60);
        assertThat(result().end()).isInstanceOf(WaitEnd.Stopped.class);
        assertThat(changes).isEmpty();
    }

    @Test
    void aGatewayThatHangsDoesNotKeepTheWait() {
        gateway.does(request -> {
            advance(600);
            return ScriptedGateway.answer(200, "{}");
        });
        start(Duration.ofSeconds(30), Duration.ofMinutes(15));
        advance(1);
        assertThat(result().waited()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheWait() {
        listenerFails = true;
        gateway.state("pending").state("running").state("succeeded");
        start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(60);
        assertThat(result().end()).isInstanceOf(WaitEnd.Answered.class);
        assertThat(changes).hasSize(3);
    }

    @Test
    void theLastPollBeforeOneLimitIsNotMissingBeforeAnother() {
        gateway.state("pending").state("running");
        start(new FixedSchedule(Duration.ofSeconds(60)), Duration.ofSeconds(50), Duration.ofSeconds(20));
        advance(60);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 19_000L, 49_000L);
    }

    @Test
    void someWaitsCanBeEndedAndTheOthersGoOn() {
        gateway.state("running");
        start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        waiter.stop(listener -> false);
        assertThat(waiter.waiting()).isEqualTo(1);
        waiter.stop(listener -> listener == this);
        assertThat(result().end()).isInstanceOf(WaitEnd.Stopped.class);
    }

    @Test
    void aHintHasTheTaskAskedAfterSoonButNotTwiceASecond() {
        gateway.state("running");
        start(new FixedSchedule(Duration.ofSeconds(60)), Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(10);
        for (int i = 0; i < 100; i++) {
            assertThat(waiter.askNow("task-1")).isTrue();
        }
        gateway.timer.advance(Duration.ofMillis(1));
        for (int i = 0; i < 100; i++) {
            waiter.askNow("task-1");
        }
        advance(30);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 10_000L, 11_000L);
        assertThat(waiter.askNow("another")).isFalse();
    }

    @Test
    void aHintThatComesWhileTheGatewayIsAskedIsFollowedByAnotherQuestion() {
        gateway.does(request -> {
            waiter.askNow("task-1");
            return ScriptedGateway.answer(200, "{\"code\":200,\"data\":{\"state\":\"running\"}}");
        }).state("succeeded");
        start(new FixedSchedule(Duration.ofSeconds(60)), Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(5);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 1_000L);
        assertThat(result().end()).isInstanceOf(WaitEnd.Answered.class);
    }

    @Test
    void aWaitThatIsTakenUpAgainCountsWhatWentByAndAsksOnceAtLeast() {
        gateway.state("running");
        WaitPolicy policy = new WaitPolicy(gateway.access(1_000), new FixedSchedule(Duration.ofSeconds(5)),
                Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(5), false);
        waiter.start("task-1", policy, Duration.ofMinutes(9), false, this);
        waiter.start("task-1", policy, Duration.ofDays(9), false, this);
        advance(29);
        assertThat(results).isEmpty();
        advance(1);
        assertThat(results).hasSize(1);
        advance(30);
        assertThat(results).hasSize(2);
        assertThat(waiter.waiting()).isZero();
    }

    @Test
    void whoCountsIsToldOfEachPollOfChangesAndOfTheEnd() {
        gateway.state("pending").state("running").state("running").state("succeeded");
        start(Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(60);
        assertThat(gateway.told).containsExactly("polled QUEUED", "changed QUEUED", "polled RUNNING", "changed RUNNING",
                "polled RUNNING", "polled SUCCEEDED", "changed SUCCEEDED", "ended SUCCEEDED");
    }

    @Test
    void whoCountsIsToldOfAWaitInVain() {
        gateway.state("running");
        start(Duration.ofSeconds(4), Duration.ofMinutes(15));
        advance(60);
        assertThat(gateway.told).contains("timed out task-1 not finished after waitTimeout=4s");
    }

    @Test
    void aStopBeforeTheWaitHasBegunIsItsOneEnd() {
        gateway.state("running");
        Wait wait = new Wait(waiter, "task-1", new WaitPolicy(gateway.access(1_000), new FixedSchedule(Duration.ofSeconds(5)),
                Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(5), false), Duration.ZERO, false, this);
        wait.stop();
        wait.begin();
        advance(60);
        assertThat(result().end()).isInstanceOf(WaitEnd.Stopped.class);
        assertThat(gateway.askedAtMillis).isEmpty();
    }

    @Test
    void eachOfSeveralWaitsForOneTaskEndsForItselfAndIsHintedWithTheOthers() {
        gateway.state("running");
        PollSchedule seldom = new FixedSchedule(Duration.ofSeconds(60));
        start(seldom, Duration.ofMinutes(30), Duration.ofMinutes(15));
        Wait second = start(seldom, Duration.ofMinutes(30), Duration.ofMinutes(15));
        start(seldom, Duration.ofMinutes(30), Duration.ofMinutes(15));
        advance(10);
        second.stop();
        assertThat(results).hasSize(1);
        assertThat(waiter.waiting()).isEqualTo(2);
        assertThat(waiter.askNow("task-1")).isTrue();
        advance(10);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 0L, 0L, 10_000L, 10_000L);
        waiter.stop();
        assertThat(results).hasSize(3);
        assertThat(waiter.waiting()).isZero();
    }

    @Test
    void anAlarmThatRingsAfterTheEndCountsNoTimeOut() {
        gateway.state("running");
        Wait wait = start(Duration.ofSeconds(30), Duration.ofSeconds(30));
        advance(1);
        wait.stop();
        advance(60);
        wait.wake();
        wait.giveUp();
        assertThat(result().end()).isInstanceOf(WaitEnd.Stopped.class);
        assertThat(gateway.told).noneMatch(line -> line.startsWith("timed out"));
    }

    @Test
    void aStopThatMeetsATimeOutIsCountedAsTheEndThatIsTold() throws Exception {
        for (int i = 0; i < 500; i++) {
            ScriptedGateway each = new ScriptedGateway().state("running");
            List<WaitResult> told = new CopyOnWriteArrayList<>();
            Wait wait = new Waiter(each.timer, new Backoff(() -> 1)).start("task-1", new WaitPolicy(each.access(1_000),
                    new FixedSchedule(Duration.ofSeconds(5)), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(5),
                    false), new WaitListener() {
                        @Override
                        public void changed(VideoTask task) {
                            // only the end counts
                        }

                        @Override
                        public void ended(WaitResult result) {
                            told.add(result);
                        }
                    });
            each.timer.advance(Duration.ofMillis(29_999));
            CyclicBarrier start = new CyclicBarrier(2);
            Thread stop = new Thread(() -> {
                await(start);
                wait.stop();
            });
            stop.start();
            await(start);
            each.timer.advance(Duration.ofSeconds(1));
            stop.join();
            assertThat(told).hasSize(1);
            assertThat(each.told.stream().filter(line -> line.startsWith("timed out")).count())
                    .isEqualTo(told.get(0).end() instanceof WaitEnd.TimedOut ? 1 : 0);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
