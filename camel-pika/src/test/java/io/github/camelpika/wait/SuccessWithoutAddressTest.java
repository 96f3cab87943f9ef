package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gateway that says that a task has succeeded, and not where its video is: it has a minute for that.
 */
class SuccessWithoutAddressTest implements WaitListener {

    private static final String NO_ADDRESS = "{\"code\":200,\"data\":{\"state\":\"succeeded\",\"video_url\":\"\",\"msg\":\"storage full\","
                                             + "\"error_code\":\"E5\",\"refund\":\"400\"}}";

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final Waiter waiter = new Waiter(gateway.timer, new Backoff(() -> 1));
    private final List<WaitResult> results = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();

    @Override
    public void changed(VideoTask task) {
        changes.add(task.state() + (task.lacksAddress() ? " lacks its address" : ""));
    }

    @Override
    public void ended(WaitResult result) {
        results.add(result);
    }

    private VideoTask end(Duration pollInterval, Duration waitTimeout) {
        waiter.start("task-1", new WaitPolicy(gateway.access(1_000), new FixedSchedule(pollInterval), waitTimeout,
                Duration.ofMinutes(15), Duration.ofMinutes(5), false), this);
        gateway.timer.advance(Duration.ofMinutes(40));
        assertThat(results).hasSize(1);
        return ((WaitEnd.Answered) results.get(0).end()).task();
    }

    @Test
    void isAFailureAfterAMinuteWithTheGatewaysOwnText() {
        gateway.state("running").says(200, NO_ADDRESS);

        VideoTask task = end(Duration.ofSeconds(5), Duration.ofMinutes(30));

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error()).isEqualTo("cometapi reports success, but gives no address of a video: storage full");
        assertThat(task.errorCode()).isEqualTo("E5");
        assertThat(task.refund()).isEqualTo(400);
        assertThat(results.get(0).waited()).isEqualTo(Duration.ofSeconds(65));
        assertThat(changes).containsExactly("RUNNING", "RUNNING lacks its address", "FAILED");
    }

    @Test
    void isLookedAtAfterTheMinuteHoweverSeldomTheTaskIsAskedAfter() {
        gateway.says(200, NO_ADDRESS);

        assertThat(end(Duration.ofMinutes(10), Duration.ofMinutes(30)).state()).isEqualTo(TaskState.FAILED);

        assertThat(gateway.askedAtMillis).containsExactly(0L, 60_000L);
    }

    @Test
    void isASuccessWhenTheAddressFollows() {
        gateway.says(200, NO_ADDRESS).says(200, NO_ADDRESS).state("succeeded");

        VideoTask task = end(Duration.ofSeconds(25), Duration.ofMinutes(30));

        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.error()).isNull();
    }

    @Test
    void beginsItsMinuteAnewWhenTheTaskWentOnMeanwhile() {
        gateway.says(200, NO_ADDRESS).state("running").says(200, NO_ADDRESS);

        end(Duration.ofSeconds(40), Duration.ofMinutes(30));

        assertThat(results.get(0).waited()).isEqualTo(Duration.ofSeconds(140));
    }

    @Test
    void isToldWhenTheWaitEndsWithinTheMinute() {
        gateway.says(200, NO_ADDRESS);

        waiter.start("task-1", new WaitPolicy(gateway.access(1_000), new FixedSchedule(Duration.ofSeconds(5)),
                Duration.ofSeconds(20), Duration.ofMinutes(15), Duration.ofMinutes(5), false), this);
        gateway.timer.advance(Duration.ofMinutes(1));

        assertThat(((WaitEnd.TimedOut) results.get(0).end()).reason())
                .isEqualTo("not finished after waitTimeout=20s; cometapi reports success, but gives no address of a"
                        + " video: storage full");
    }

    @Test
    void unusableAddressIsAFailureAtOnce() {
        gateway.says(200, "{\"code\":200,\"data\":{\"state\":\"succeeded\",\"video_url\":\"javascript:alert(1)\"}}");

        assertThat(end(Duration.ofSeconds(5), Duration.ofMinutes(30)).error()).contains("can't be used: 'javascript:alert(1)'");
        assertThat(results.get(0).waited()).isZero();
    }

    @Test
    void moderationToldAsAnErrorIsAFailureAtOnce() {
        gateway.state("running").says(400, "{\"code\":\"imagine:content-moderated\",\"error\":\"Generated video"
                + " rejected by content"
                                           + " moderation.\"}");

        VideoTask task = end(Duration.ofSeconds(5), Duration.ofMinutes(30));

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error()).isEqualTo("Generated video rejected by content moderation.");
        assertThat(task.errorCode()).isEqualTo("imagine:content-moderated");
    }

    /** As a queue in a database does it: each look has a WaitState of its own. */
    @Test
    void minuteIsCountedOverWaitsThatAreTakenUpAgain() {
        VideoTask lacking = VideoTask.of("t1", "cometapi", TaskState.RUNNING).ended(TaskState.RUNNING, "gives no address");
        WaitPolicy policy = new WaitPolicy(gateway.access(1_000), new FixedSchedule(Duration.ofMinutes(10)),
                Duration.ofMinutes(30), Duration.ofMinutes(15), Duration.ofMinutes(5), false);
        WaitState first = WaitState.resumed("t1", policy, true, JobKind.ANY, null, null, Duration.ZERO, 0, null);
        assertThat(first.answered(new Answer.Known(lacking), Duration.ofSeconds(100).toNanos())).isNull();
        assertThat(first.pause(Duration.ofSeconds(100).toNanos(), new Backoff(() -> 1))).isEqualTo(Duration.ofMinutes(1).toNanos());
        Duration since = Duration.ofNanos(first.queuedSince());
        assertThat(since).isEqualTo(Duration.ofSeconds(100));

        WaitState second = WaitState.resumed("t1", policy, true, JobKind.ANY, lacking, null, since, 0, null);
        assertThat(second.answered(new Answer.Known(lacking), Duration.ofSeconds(159).toNanos())).isNull();
        WaitState third = WaitState.resumed("t1", policy, true, JobKind.ANY, second.last(), null, since, 0, null);
        WaitEnd end = third.answered(new Answer.Known(lacking), Duration.ofSeconds(160).toNanos());

        assertThat(((WaitEnd.Answered) end).task().state()).isEqualTo(TaskState.FAILED);
        assertThat(third.last().state()).isEqualTo(TaskState.FAILED);
    }
}
