package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.Job;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.rig.Jobs;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A job whose POST is in doubt, at a gateway that knows it again by its key.
 */
class RepeatedSubmissionTest {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final String ACCEPTED = "{\"id\":\"j1\",\"status\":\"queued\"}";

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final GatewayAccess access = gateway.access(Gateway.PIKA, 10);
    private final List<Submission> results = new ArrayList<>();
    private final Job job = Jobs.of("a cat").at(Gateway.PIKA);

    private Consumer<String> submit(Job posted, PostGuard guard) {
        return access.submit(posted, false, PATIENCE, guard, results::add);
    }

    private Submission.Unknown unknown() {
        assertThat(results).singleElement().isInstanceOf(Submission.Unknown.class);
        return (Submission.Unknown) results.get(0);
    }

    @Test
    void itIsPostedUntilItIsKnown() {
        gateway.says(500, "{}").says(502, "{}").says(429, "{}").says(200, ACCEPTED);
        submit(job, () -> true);
        gateway.timer.advance(Duration.ofMinutes(5));
        assertThat(results).containsExactly(new Submission.Accepted("j1"));
    }

    @Test
    void aRefusalForGoodEndsItInDoubtAndTellsBoth() {
        gateway.says(500, "{\"error\":{\"message\":\"oops\"}}").says(402, "{\"error\":{\"message\":\"no money\"}}");
        submit(job, () -> true);
        gateway.timer.advance(Duration.ofMinutes(5));
        assertThat(unknown().describe()).contains("HTTP 500: oops", "posted again under its key, 2 times in all: HTTP 402: no money");
        assertThat(unknown().leftOpen()).as("there is nothing left to find out").isFalse();
        assertThat(gateway.askedAtMillis).hasSize(2);
    }

    @Test
    void whenItsTimeIsOverNobodyGoesOnEither() {
        gateway.says(500, "{}");
        submit(job, () -> true);
        gateway.timer.advance(PATIENCE);
        assertThat(unknown().leftOpen()).isFalse();
    }

    @Test
    void whatAStopBreaksOffIsLeftForOthers() {
        gateway.says(500, "{}");
        submit(job, () -> true);
        access.stop();
        assertThat(unknown().leftOpen()).isTrue();
    }

    @Test
    void whatIsTakenBackInTheMiddleOfItsPostIsLeftForOthers() {
        List<Consumer<String>> takeBack = new ArrayList<>();
        gateway.says(500, "{}").does(request -> {
            takeBack.get(0).accept("its route is stopping");
            return ScriptedGateway.answer(500, "{}");
        });
        takeBack.add(submit(job, () -> true));
        gateway.timer.advance(Duration.ofMinutes(5));
        assertThat(unknown().leftOpen()).isTrue();
        assertThat(gateway.askedAtMillis).hasSize(2);
    }

    @Test
    void whatTheTrackerCanNotBeToldOfIsLeftForOthers() {
        gateway.says(500, "{}");
        submit(job, () -> {
            if (gateway.askedAtMillis.isEmpty()) {
                return true;
            }
            throw new IllegalStateException("the database is away");
        });
        gateway.timer.advance(Duration.ofMinutes(5));
        assertThat(unknown().leftOpen()).isTrue();
        assertThat(gateway.askedAtMillis).hasSize(1);
    }

    @Test
    void aJobThatSomebodyElseHasBegunIsInDoubtFromTheStart() {
        gateway.says(401, "{\"error\":{\"message\":\"no such key\"}}");
        submit(Job.begunBefore(job.call()), () -> true);
        assertThat(unknown().describe()).contains("may have died", "2 times in all: HTTP 401: no such key");
    }

    @Test
    void oneThatSomebodyElseHasBegunAndWhoseTurnDoesNotComeWasNotPostedAgain() {
        gateway.refusesTheConnection();
        access.stop();
        submit(Job.begunBefore(job.call()), () -> true);
        assertThat(unknown().leftOpen()).isTrue();
        assertThat(unknown().describe()).contains("may have died").doesNotContain("posted again");
    }

    @Test
    void oneThatIsSomebodyElsesNowIsNotReported() {
        submit(Job.begunBefore(job.call()), () -> false);
        assertThat(results).containsExactly(new Submission.Withheld(null));
    }
}
