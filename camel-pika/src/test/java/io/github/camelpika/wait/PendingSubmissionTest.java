package io.github.camelpika.wait;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.camelpika.gateway.Submission;
import io.github.camelpika.rig.Jobs;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PendingSubmissionTest {

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final List<Submission> results = new ArrayList<>();
    private final AtomicInteger marks = new AtomicInteger();

    private GatewayAccess submit(double perSecond, int times) {
        GatewayAccess access = gateway.access(perSecond);
        for (int i = 0; i < times; i++) {
            access.submit(Jobs.of("a cat"), false, PATIENCE, () -> marks.incrementAndGet() > 0, results::add);
        }
        return access;
    }

    private void advance(Duration duration) {
        gateway.timer.advance(duration);
    }

    @Test
    void acceptedIsToldAtOnceAndLeavesNothingBehind() {
        gateway.accepts("t1");
        submit(10, 1);
        assertThat(results).containsExactly(new Submission.Accepted("t1"));
        assertThat(marks).hasValue(1);
        assertThat(gateway.timer.alarms()).isZero();
    }

    @Test
    void tooManyRequestsIsPostedAgainAfterAPause() {
        gateway.says(429, "{}").says(429, "{}").accepts("t1");
        submit(10, 1);
        advance(Duration.ofMinutes(1));
        assertThat(results).containsExactly(new Submission.Accepted("t1"));
        assertThat(gateway.askedAtMillis).containsExactly(0L, 2_000L, 6_000L);
        assertThat(gateway.told).containsExactly("slowed down SUBMISSIONS", "slowed down SUBMISSIONS", "submitted Accepted");
    }

    @Test
    void tooManyRequestsForTooLongIsRefusedWithWhatTheGatewaySaid() {
        gateway.says(429, "{\"error\":{\"message\":\"two jobs a minute\"}}");
        submit(10, 1);
        advance(Duration.ofMinutes(29));
        assertThat(results).isEmpty();
        advance(Duration.ofMinutes(1));
        assertThat(results).singleElement().isInstanceOfSatisfying(Submission.Refused.class, refused -> {
            assertThat(refused.error().retryable()).isTrue();
            assertThat(refused.error().describe()).contains("HTTP 429", "two jobs a minute", "submitTimeout=1800s");
        });
        assertThat(gateway.askedAtMillis).hasSizeBetween(30, 40);
        advance(Duration.ofHours(1));
        assertThat(results).hasSize(1);
    }

    @Test
    void aGatewayThatCantBeReachedIsTriedForAsLongAsTheUserWants() {
        gateway.refusesTheConnection();
        gateway.access(10).submit(Jobs.of("a cat"), false, Duration.ofHours(3), () -> true, results::add);
        advance(Duration.ofHours(3).minusSeconds(1));
        assertThat(results).isEmpty();
        advance(Duration.ofSeconds(1));
        assertThat(results).singleElement().isInstanceOf(Submission.Refused.class);
    }

    @Test
    void atTwoJobsAMinuteAllOfSixAreAccepted() {
        List<Long> accepted = new ArrayList<>();
        gateway.does(request -> {
            long now = gateway.timer.nanos() / 1_000_000;
            if (accepted.stream().filter(at -> now - at < 60_000).count() >= 2) {
                return ScriptedGateway.answer(429, "{}");
            }
            accepted.add(now);
            return ScriptedGateway.answer(200, "{\"code\":200,\"data\":{\"task_id\":\"t" + accepted.size() + "\"}}");
        });
        submit(10, 6);
        advance(Duration.ofMinutes(10));
        assertThat(results).hasSize(6).allMatch(Submission.Accepted.class::isInstance);
        assertThat(gateway.timer.alarms()).isZero();
    }

    @Test
    void whatIsTakenBackInTheMiddleOfAPostThatIsThenRefusedIsNotPostedAgain() {
        List<Consumer<String>> takeBack = new ArrayList<>();
        gateway.refusesTheConnection().does(request -> {
            takeBack.get(0).accept("its route is stopping");
            return ScriptedGateway.answer(429, "{}");
        });
        takeBack.add(gateway.access(10).submit(Jobs.of("a cat"), false, PATIENCE, () -> true, results::add));
        advance(Duration.ofHours(1));
        assertThat(gateway.askedAtMillis).hasSize(2);
        assertThat(results).singleElement().isInstanceOfSatisfying(Submission.Refused.class,
                refused -> assertThat(refused.error().message()).contains("nothing was submitted: its route is stopping"));
    }

    @Test
    void whatIsTakenBackWhileTheTrackerIsToldIsNotPosted() {
        List<Consumer<String>> takeBack = new ArrayList<>();
        gateway.refusesTheConnection().accepts("t1");
        takeBack.add(gateway.access(10).submit(Jobs.of("a cat"), false, PATIENCE, () -> {
            takeBack.forEach(each -> each.accept("its route stops"));
            return true;
        }, results::add));
        advance(Duration.ofHours(1));
        assertThat(gateway.askedAtMillis).hasSize(1);
        assertThat(results).singleElement().isInstanceOf(Submission.Refused.class);
    }

    @Test
    void oneThatIsTooFastSlowsTheOthersDown() {
        gateway.says(429, "Retry-After", "20").accepts("t");
        submit(1_000, 3);
        advance(Duration.ofSeconds(19));
        assertThat(gateway.askedAtMillis).containsExactly(0L);
        advance(Duration.ofSeconds(1));
        assertThat(results).hasSize(3);
    }

    @Test
    void aConnectionThatIsRefusedIsTriedAgainAfterAPause() {
        gateway.refusesTheConnection().refusesTheConnection().accepts("t1");
        submit(10, 1);
        advance(Duration.ofMinutes(1));
        assertThat(results).containsExactly(new Submission.Accepted("t1"));
        assertThat(gateway.askedAtMillis).containsExactly(0L, 2_000L, 6_000L);
    }

    @Test
    void stoppingRefusesWhatPausesBetweenTwoTries() {
        gateway.refusesTheConnection();
        GatewayAccess access = submit(10, 1);
        assertThat(results).isEmpty();
        access.stop();
        assertThat(results).singleElement().isInstanceOfSatisfying(Submission.Refused.class,
                refused -> assertThat(refused.error().message()).contains("stopping"));
        advance(Duration.ofMinutes(10));
        assertThat(gateway.askedAtMillis).hasSize(1);
        assertThat(results).hasSize(1);
    }

    @Test
    void aBadRequestIsPostedOnce() {
        gateway.says(400, "{\"error\":{\"message\":\"no\"}}");
        submit(10, 1);
        advance(Duration.ofMinutes(10));
        assertThat(results).singleElement().isInstanceOf(Submission.Refused.class);
        assertThat(gateway.askedAtMillis).hasSize(1);
    }

    @Test
    void whatMayHaveBeenAcceptedIsNeverPostedAgain() {
        for (int status : new int[] { 500, 502, 503, 504, 524, 408, 409 }) {
            ScriptedGateway each = new ScriptedGateway().says(status, "{}");
            List<Submission> result = new ArrayList<>();
            each.access(10).submit(Jobs.of("a cat"), false, PATIENCE, () -> true, result::add);
            each.timer.advance(Duration.ofHours(1));
            assertThat(result).as("HTTP " + status).singleElement().isInstanceOf(Submission.Unknown.class);
            assertThat(each.askedAtMillis).hasSize(1);
        }
    }

    @Test
    void aBugInTheMiddleOfAPostLeavesItUnknown() {
        gateway.does(request -> {
            throw new UncheckedIOException(new java.io.IOException("boom"));
        });
        submit(10, 1);
        assertThat(results).singleElement().isInstanceOf(Submission.Unknown.class);
    }

    @Test
    void nothingIsPostedIfTheMarkCantBeSet() {
        gateway.accepts("t1");
        gateway.access(10).submit(Jobs.of("a cat"), false, PATIENCE, () -> {
            throw new IllegalStateException("the disk is full");
        }, results::add);
        assertThat(gateway.askedAtMillis).isEmpty();
        assertThat(results).singleElement().isInstanceOfSatisfying(Submission.Withheld.class,
                withheld -> assertThat(withheld.failure()).hasMessage("the disk is full"));
    }

    @Test
    void nothingIsPostedIfSomebodyElseHasTheJobMeanwhile() {
        gateway.says(429, "{}").accepts("t1");
        gateway.access(10).submit(Jobs.of("a cat"), false, PATIENCE, () -> marks.incrementAndGet() == 1, results::add);
        advance(Duration.ofMinutes(1));
        assertThat(gateway.askedAtMillis).hasSize(1);
        assertThat(results).containsExactly(new Submission.Withheld(null));
    }

    @Test
    void anUnknownFateIsPostedAgainWhereTheUserChoseThat() {
        gateway.says(502, "{}").says(502, "{}").accepts("t1");
        gateway.access(10).submit(Jobs.of("a cat"), true, PATIENCE, () -> marks.incrementAndGet() > 0, results::add);
        advance(Duration.ofMinutes(1));
        assertThat(gateway.askedAtMillis).containsExactly(0L, 2_000L, 6_000L);
        assertThat(marks).hasValue(3);
        assertThat(results).containsExactly(new Submission.Accepted("t1"));
    }

    @Test
    void aLaterRefusalDoesNotTellWhatBecameOfAnUnknownTry() {
        gateway.says(502, "{}").says(400, "{}");
        gateway.access(10).submit(Jobs.of("a cat"), true, PATIENCE, () -> true, results::add);
        advance(Duration.ofMinutes(1));
        assertThat(gateway.askedAtMillis).hasSize(2);
        assertThat(results).singleElement().isInstanceOf(Submission.Unknown.class);
    }

    @Test
    void aStopBetweenTriesLeavesAnUnknownTryUnknown() {
        gateway.says(502, "{}");
        GatewayAccess access = gateway.access(10);
        access.submit(Jobs.of("a cat"), true, PATIENCE, () -> true, results::add);
        access.stop();
        assertThat(results).singleElement().isInstanceOf(Submission.Unknown.class);
    }

    @Test
    void aJobWhoseTurnDoesNotComeIsRefusedAndNotPostedLater() {
        gateway.accepts("t");
        submit(0.0005, 2);
        advance(Duration.ofMinutes(30));
        assertThat(results).hasSize(2);
        assertThat(results.get(1)).isInstanceOfSatisfying(Submission.Refused.class,
                refused -> assertThat(refused.error().message()).contains("nothing was submitted").contains("submitTimeout=1800s"));
        advance(Duration.ofHours(5));
        assertThat(gateway.askedAtMillis).hasSize(1);
        assertThat(marks).hasValue(1);
    }

    @Test
    void stoppingRefusesWhatWaitsAtTheDoor() {
        gateway.accepts("t1").does(request -> {
            throw new IllegalStateException("not reached");
        });
        GatewayAccess access = submit(0.01, 3);
        access.stop();
        assertThat(results).hasSize(3);
        assertThat(results.subList(1, 3)).allSatisfy(result -> assertThat(result).isInstanceOfSatisfying(
                Submission.Refused.class, refused -> assertThat(refused.error().message()).contains("stopping")));
        access.submit(Jobs.of("late"), false, PATIENCE, () -> true, results::add);
        assertThat(results).hasSize(4);
        assertThat(gateway.askedAtMillis).hasSize(1);
        assertThat(gateway.timer.alarms()).isZero();
    }

    @Test
    void aStopInTheMiddleOfAPostThatIsThenRefusedEndsIt() {
        GatewayAccess[] access = new GatewayAccess[1];
        gateway.does(request -> {
            access[0].stop();
            return ScriptedGateway.answer(429, "{}");
        });
        access[0] = gateway.access(10);
        access[0].submit(Jobs.of("a cat"), false, PATIENCE, () -> true, results::add);
        assertThat(results).singleElement().isInstanceOf(Submission.Refused.class);
        assertThat(gateway.askedAtMillis).hasSize(1);
    }

    @Test
    void anErrorInTheMiddleOfAPostLeavesItUnknownAndNotHanging() {
        gateway.does(request -> {
            throw new NoClassDefFoundError("somebody/elses/Class");
        });
        submit(10, 1);
        assertThat(results).singleElement().isInstanceOf(Submission.Unknown.class);
    }

    @Test
    void triesTakeTheirTimeWhateverRetryAfterSays() {
        gateway.says(429, "Retry-After", "0");
        submit(10, 1);
        advance(Duration.ofSeconds(30));
        assertThat(gateway.askedAtMillis).containsExactly(0L, 2_000L, 6_000L, 14_000L, 30_000L);
    }

    @Test
    void anUnknownFateIsPostedFiveTimesAtMostAsEachMayBePaidFor() {
        gateway.says(502, "{}");
        gateway.access(10).submit(Jobs.of("a cat"), true, PATIENCE, () -> true, results::add);
        advance(Duration.ofHours(1));
        assertThat(gateway.askedAtMillis).hasSize(5);
        assertThat(results).singleElement().isInstanceOf(Submission.Unknown.class);
    }

    @Test
    void aJobThatWaitsCanBeTakenBackAndOneThatIsAcceptedCannot() {
        gateway.accepts("t1");
        GatewayAccess access = gateway.access(0.01);
        Consumer<String> first = access.submit(Jobs.of("a cat"), false, PATIENCE, () -> true, results::add);
        Consumer<String> second = access.submit(Jobs.of("a dog"), false, PATIENCE, () -> true, results::add);
        first.accept("nobody wants it");
        second.accept("nobody wants it");
        assertThat(results).hasSize(2);
        assertThat(results.get(0)).isInstanceOf(Submission.Accepted.class);
        assertThat(results.get(1)).isInstanceOfSatisfying(Submission.Refused.class,
                refused -> assertThat(refused.error().message()).contains("nothing was submitted: nobody wants it"));
        advance(Duration.ofHours(1));
        assertThat(gateway.askedAtMillis).hasSize(1);
    }

    @Test
    void theGuardIsToldOfEachRefusalAfterWhichItWillBePostedAgainButOfNoneWithAnEarlierTryInDoubt() {
        List<String> told = new ArrayList<>();
        PostGuard guard = new PostGuard() {
            @Override
            public boolean mayPost() {
                return told.add("post");
            }

            @Override
            public void refusedForNow() {
                told.add("refused");
            }
        };
        gateway.says(429, "{}").says(429, "{}").says(502, "{}").says(429, "{}").accepts("t1");
        gateway.access(10).submit(Jobs.of("a cat"), true, Duration.ofMinutes(30), guard, results::add);
        advance(Duration.ofMinutes(5));
        assertThat(told).containsExactly("post", "refused", "post", "refused", "post", "post", "post");
        assertThat(results).containsExactly(new Submission.Accepted("t1"));

        told.clear();
        gateway.says(400, "{}");
        gateway.access(10).submit(Jobs.of("a cat"), false, Duration.ofMinutes(30), guard, results::add);
        assertThat(told).as("the last refusal is the end").containsExactly("post");
    }
}
