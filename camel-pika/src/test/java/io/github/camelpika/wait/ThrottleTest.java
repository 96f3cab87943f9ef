package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelpika.time.VirtualTimer;
import io.github.camelpika.wait.Throttle.Lane;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThrottleTest {

    private final VirtualTimer timer = new VirtualTimer();
    private final List<String> made = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    private class Named implements Throttle.Call {
        private final String name;
        private boolean wanted = true;

        Named(String name) {
            this.name = name;
        }

        @Override
        public boolean isWanted() {
            return wanted;
        }

        @Override
        public void run() {
            made.add(name + "@" + timer.nanos() / 1_000_000);
        }

        @Override
        public void dropped() {
            dropped.add(name);
        }
    }

    private final List<String> told = new ArrayList<>();
    private final GatewayEvents events = new ToldEvents(told);

    private Throttle throttle(double perSecond) {
        return new Throttle(perSecond, 1_000, timer, Runnable::run, new Backoff(() -> 0.999999), events);
    }

    @Test
    void callsWithinTheLimitGoAtOnceAndTheRestASecondLater() {
        Throttle throttle = throttle(2);
        for (int i = 1; i <= 5; i++) {
            throttle.enter(Lane.QUERIES, new Named("q" + i));
        }
        assertThat(made).containsExactly("q1@0", "q2@0");
        timer.advance(Duration.ofSeconds(10));
        assertThat(made).containsExactly("q1@0", "q2@0", "q3@1000", "q4@1000", "q5@2000");
    }

    @Test
    void aTurnForWhichThereIsNoThreadIsGivenBack() {
        AtomicBoolean noThread = new AtomicBoolean(true);
        Throttle one = new Throttle(100, 1, timer, call -> {
            if (noThread.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            call.run();
        }, new Backoff(() -> 0.999999), events);
        one.enter(Lane.QUERIES, new Named("first"));
        one.enter(Lane.QUERIES, new Named("next"));
        timer.advance(Duration.ofSeconds(1));

        assertThat(dropped).isEmpty();
        assertThat(made).containsExactly("first@250", "next@250");
    }

    @Test
    void noSecondThatOneLooksAtHasMoreCalls() {
        Throttle throttle = throttle(10);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            throttle.enter(Lane.QUERIES, new Named("q") {
                @Override
                public void run() {
                    times.add(timer.nanos());
                }
            });
            timer.advance(Duration.ofMillis(i * 37 % 150));
        }
        timer.advance(Duration.ofMinutes(1));
        assertThat(times).hasSize(200);
        for (int i = 10; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 10)).isGreaterThanOrEqualTo(1_000_000_000L);
        }
    }

    @Test
    void halfACallASecondIsOneEveryTwo() {
        Throttle throttle = throttle(0.5);
        throttle.enter(Lane.QUERIES, new Named("a"));
        throttle.enter(Lane.QUERIES, new Named("b"));
        timer.advance(Duration.ofSeconds(10));
        assertThat(made).containsExactly("a@0", "b@2000");
    }

    @Test
    void aCallThatTakesOneMoreMakesTheNextOnesWaitForBoth() {
        Throttle throttle = throttle(2);
        throttle.enter(Lane.QUERIES, new Named("first") {
            @Override
            public void run() {
                super.run();
                throttle.oneMore();
                throttle.oneMore();
            }
        });
        for (int i = 1; i <= 3; i++) {
            throttle.enter(Lane.QUERIES, new Named("q" + i));
        }
        timer.advance(Duration.ofSeconds(10));
        assertThat(made).containsExactly("first@0", "q1@1000", "q2@2000", "q3@2000");
    }

    @Test
    void submissionsAndQueriesTakeTurns() {
        Throttle throttle = throttle(1);
        for (int i = 1; i <= 3; i++) {
            throttle.enter(Lane.QUERIES, new Named("q" + i));
        }
        for (int i = 1; i <= 2; i++) {
            throttle.enter(Lane.SUBMISSIONS, new Named("s" + i));
        }
        timer.advance(Duration.ofSeconds(10));
        assertThat(made).containsExactly("q1@0", "s1@1000", "q2@2000", "s2@3000", "q3@4000");
    }

    private Throttle.Call of(Object group, String name) {
        return new Named(name) {
            @Override
            public Object group() {
                return group;
            }
        };
    }

    @Test
    void aThousandInlineWaitsAndEachQueueTakeTurns() {
        Throttle throttle = throttle(1);
        for (int i = 0; i < 1_000; i++) {
            throttle.enter(Lane.QUERIES, new Named("wait " + i));
        }
        throttle.enter(Lane.QUERIES, of("ads", "ads 1"));
        throttle.enter(Lane.QUERIES, of("ads", "ads 2"));
        throttle.enter(Lane.QUERIES, of("films", "films 1"));
        throttle.enter(Lane.SUBMISSIONS, of("ads", "job of ads 1"));
        throttle.enter(Lane.SUBMISSIONS, of("ads", "job of ads 2"));
        throttle.enter(Lane.SUBMISSIONS, new Named("job 1"));
        timer.advance(Duration.ofSeconds(9));
        assertThat(made).containsExactly("wait 0@0", "job of ads 1@1000", "wait 1@2000", "job 1@3000", "ads 1@4000",
                "job of ads 2@5000", "films 1@6000", "wait 2@7000", "ads 2@8000", "wait 3@9000");
    }

    @Test
    void whatStandsInTheLongestLineHasHadItsTurnWhenTheBacklogIsOver() {
        Throttle throttle = throttle(1);
        throttle.enter(Lane.QUERIES, new Named("made"));
        for (int i = 1; i <= 3; i++) {
            throttle.enter(Lane.QUERIES, new Named("wait " + i));
            throttle.enter(Lane.SUBMISSIONS, new Named("job " + i));
        }
        throttle.enter(Lane.QUERIES, of("ads", "ads 1"));
        Duration backlog = throttle.backlog(Lane.QUERIES);
        for (int i = 2; i <= 9; i++) {
            throttle.enter(Lane.QUERIES, of("ads", "ads " + i));
            throttle.enter(Lane.SUBMISSIONS, new Named("job " + i));
        }
        timer.advance(backlog);
        assertThat(made).anyMatch(each -> each.startsWith("wait 3@"));
    }

    @Test
    void postsThatAreNotAnsweredLeaveQueriesTheirWorkers() {
        List<Runnable> busy = new ArrayList<>();
        Throttle throttle = new Throttle(1_000, 2, timer, busy::add, new Backoff(() -> 1), events);
        for (int i = 1; i <= 5; i++) {
            throttle.enter(Lane.SUBMISSIONS, new Named("s" + i));
        }
        throttle.enter(Lane.QUERIES, new Named("q"));
        assertThat(busy).hasSize(3);
    }

    @Test
    void whatNobodyWantsAnyMoreTakesNoTurn() {
        Throttle throttle = throttle(1);
        throttle.enter(Lane.QUERIES, new Named("first"));
        Named unwanted = new Named("unwanted");
        throttle.enter(Lane.QUERIES, unwanted);
        throttle.enter(Lane.QUERIES, new Named("last"));
        unwanted.wanted = false;
        timer.advance(Duration.ofSeconds(1));
        assertThat(made).containsExactly("first@0", "last@1000");
    }

    @Test
    void aQueryThatIsTooFastPausesEveryCall() {
        Throttle throttle = throttle(100);
        throttle.slowDown(Lane.QUERIES, Duration.ofSeconds(30));
        throttle.enter(Lane.QUERIES, new Named("q"));
        throttle.enter(Lane.SUBMISSIONS, new Named("s"));
        timer.advance(Duration.ofMillis(29_999));
        assertThat(made).isEmpty();
        timer.advance(Duration.ofMillis(1));
        assertThat(made).containsExactlyInAnyOrder("q@30000", "s@30000");
    }

    @Test
    void aGatewayThatTakesNoMoreJobsIsStillAskedAfterThoseItHas() {
        Throttle throttle = throttle(100);
        throttle.slowDown(Lane.SUBMISSIONS, Duration.ofSeconds(30));
        throttle.enter(Lane.SUBMISSIONS, new Named("s"));
        throttle.enter(Lane.QUERIES, new Named("q"));
        assertThat(made).containsExactly("q@0");
        timer.advance(Duration.ofSeconds(10));
        throttle.enter(Lane.QUERIES, new Named("r"));
        timer.advance(Duration.ofSeconds(30));
        assertThat(made).containsExactly("q@0", "r@10000", "s@30000");
    }

    @Test
    void theLaneWhosePauseEndsFirstGoesFirst() {
        Throttle throttle = throttle(100);
        throttle.slowDown(Lane.QUERIES, Duration.ofSeconds(5));
        throttle.slowDown(Lane.SUBMISSIONS, Duration.ofSeconds(30));
        throttle.enter(Lane.SUBMISSIONS, new Named("s"));
        throttle.enter(Lane.QUERIES, new Named("q"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(made).containsExactly("q@5000", "s@30000");
    }

    @Test
    void withoutRetryAfterEachStrikePausesLonger() {
        Throttle throttle = throttle(100);
        throttle.slowDown(Lane.QUERIES, null);
        throttle.enter(Lane.QUERIES, new Named("one"));
        timer.advance(Duration.ofSeconds(2));
        throttle.slowDown(Lane.QUERIES, null);
        throttle.enter(Lane.QUERIES, new Named("two"));
        timer.advance(Duration.ofSeconds(60));
        assertThat(made).hasSize(2);
        assertThat(made.get(0)).startsWith("one@").isBetween("one@1999", "one@2000");
        assertThat(made.get(1)).isBetween("two@5999", "two@6000");
    }

    @Test
    void manyAnswersToCallsOfTheSameMomentAreOneStrike() {
        Throttle throttle = throttle(100);
        for (int i = 0; i < 50; i++) {
            throttle.slowDown(Lane.QUERIES, null);
        }
        throttle.enter(Lane.QUERIES, new Named("q"));
        timer.advance(Duration.ofSeconds(2));
        assertThat(made).hasSize(1);
    }

    @Test
    void aCallThatWentWellForgetsTheStrikes() {
        Throttle throttle = throttle(100);
        for (int i = 0; i < 5; i++) {
            throttle.slowDown(Lane.QUERIES, null);
            timer.advance(Duration.ofMinutes(2));
        }
        throttle.wentWell(Lane.QUERIES);
        throttle.slowDown(Lane.QUERIES, null);
        throttle.enter(Lane.QUERIES, new Named("q"));
        timer.advance(Duration.ofSeconds(2));
        assertThat(made).hasSize(1);
    }

    @Test
    void closingDropsWhatWaitsAndWhatComesLater() {
        Throttle throttle = throttle(1);
        throttle.enter(Lane.QUERIES, new Named("made"));
        throttle.enter(Lane.QUERIES, new Named("waits"));
        throttle.enter(Lane.SUBMISSIONS, new Named("waits too"));
        throttle.close();
        throttle.enter(Lane.QUERIES, new Named("late"));
        timer.advance(Duration.ofMinutes(1));
        assertThat(made).containsExactly("made@0");
        assertThat(dropped).containsExactlyInAnyOrder("waits", "waits too", "late");
    }

    @Test
    void itHoldsNoAlarmWhenNothingWaits() {
        Throttle throttle = throttle(1);
        throttle.enter(Lane.QUERIES, new Named("a"));
        throttle.enter(Lane.QUERIES, new Named("b"));
        timer.advance(Duration.ofSeconds(5));
        assertThat(timer.alarms()).isZero();
    }

    @Test
    void aPartOfACallASecondIsNoCallMore() {
        Throttle throttle = throttle(10.9);
        for (int i = 0; i < 30; i++) {
            throttle.enter(Lane.QUERIES, new Named("q"));
        }
        timer.advance(Duration.ofMillis(999));
        assertThat(made).hasSizeLessThanOrEqualTo(11);
    }

    @Test
    void whatWaitsForAFreeWorkerWaitsAtTheDoorAndKeepsThePause() {
        List<Runnable> busy = new ArrayList<>();
        Throttle throttle = new Throttle(1_000, 2, timer, busy::add, new Backoff(() -> 1), events);
        for (int i = 1; i <= 5; i++) {
            throttle.enter(Lane.QUERIES, new Named("q" + i));
        }
        assertThat(busy).hasSize(2);
        busy.get(0).run();
        assertThat(busy).hasSize(3);
        throttle.slowDown(Lane.QUERIES, Duration.ofSeconds(60));
        busy.get(1).run();
        busy.get(2).run();
        timer.advance(Duration.ofSeconds(59));
        assertThat(busy).hasSize(3);
        timer.advance(Duration.ofSeconds(1));
        assertThat(busy).hasSize(5);
    }

    @Test
    void aCallThatFailsFreesItsPlace() {
        Throttle throttle = new Throttle(1_000, 1, timer, task -> {
            try {
                task.run();
            } catch (IllegalStateException e) {
                made.add("failed");
            }
        }, new Backoff(() -> 1), events);
        throttle.enter(Lane.QUERIES, new Named("q") {
            @Override
            public void run() {
                throw new IllegalStateException("a bug");
            }
        });
        throttle.enter(Lane.QUERIES, new Named("next"));
        assertThat(made).contains("next@0");
    }

    @Test
    void aQueryThatGoesWellSaysNothingOfSubmissions() {
        Throttle throttle = throttle(100);
        throttle.slowDown(Lane.SUBMISSIONS, null);
        timer.advance(Duration.ofSeconds(2));
        throttle.wentWell(Lane.QUERIES);
        throttle.slowDown(Lane.SUBMISSIONS, null);
        throttle.enter(Lane.SUBMISSIONS, new Named("s"));
        timer.advance(Duration.ofSeconds(3));
        assertThat(made).isEmpty();
    }

    @Test
    void aRetryAfterOfZeroIsNoAnswerToHowLong() {
        Throttle throttle = throttle(100);
        throttle.slowDown(Lane.SUBMISSIONS, Duration.ZERO);
        throttle.enter(Lane.SUBMISSIONS, new Named("s"));
        assertThat(made).isEmpty();
        timer.advance(Duration.ofSeconds(2));
        assertThat(made).hasSize(1);
    }

    @Test
    void whoCountsIsToldHowLongACallStoodAtTheDoorAndThatTheGatewayAskedToSlowDown() {
        Throttle throttle = throttle(1);
        throttle.enter(Lane.QUERIES, new Named("q1"));
        throttle.enter(Lane.SUBMISSIONS, new Named("s1"));
        throttle.slowDown(Lane.QUERIES, Duration.ofSeconds(3));
        timer.advance(Duration.ofSeconds(10));
        assertThat(told).containsExactly("slowed down QUERIES", "SUBMISSIONS waited 3000");
    }
}
