package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.Jobs;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gateway that asks to slow down costs nobody the video that is ready meanwhile.
 */
class PausedDoorTest implements WaitListener {

    private static final String SUCCEEDED
            = "{\"code\":200,\"data\":{\"state\":\"succeeded\",\"video_url\":\"https://cdn.example.com/a.mp4\"}}";
    private static final String RUNNING = "{\"code\":200,\"data\":{\"state\":\"running\"}}";

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final Waiter waiter = new Waiter(gateway.timer, new Backoff(() -> 1));
    private final List<WaitResult> results = new ArrayList<>();
    private final List<Submission> submissions = new ArrayList<>();
    private GatewayAccess access = gateway.access(10);

    @Override
    public void changed(VideoTask task) {
        // only ends are looked at
    }

    @Override
    public void ended(WaitResult result) {
        results.add(result);
    }

    private Wait start(String taskId, Duration waitTimeout) {
        return waiter.start(taskId, new WaitPolicy(access, new FixedSchedule(Duration.ofSeconds(30)), waitTimeout,
                waitTimeout, Duration.ofMinutes(5), false), this);
    }

    private void advance(Duration duration) {
        gateway.timer.advance(duration);
    }

    private Duration now() {
        return Duration.ofNanos(gateway.timer.nanos());
    }

    private static ClassicHttpResponse tooMany(String retryAfter) {
        ClassicHttpResponse response = ScriptedGateway.answer(429, "{}");
        response.setHeader("Retry-After", retryAfter);
        return response;
    }

    private static boolean isCreate(ClassicHttpRequest request) {
        return request.getPath().endsWith("/generate");
    }

    @Test
    void allOfTwoHundredFinishedVideosAreSeenWhileNoMoreJobsAreTaken() {
        gateway.does(request -> isCreate(request)
                ? tooMany("600")
                : ScriptedGateway.answer(200, now().toSeconds() < 240 ? RUNNING : SUCCEEDED));
        for (int i = 0; i < 200; i++) {
            start("task-" + i, Duration.ofMinutes(5));
        }
        access.submit(Jobs.of("one too many"), false, Duration.ofMinutes(30), () -> true, submissions::add);
        advance(Duration.ofMinutes(6));
        assertThat(results).hasSize(200).allSatisfy(result -> assertThat(result.end()).isInstanceOf(WaitEnd.Answered.class));
        assertThat(submissions).isEmpty();
    }

    @Test
    void allOfTwoHundredAreLookedAtOnceAfterAPauseThatOutlastsThem() {
        // the pause comes at 100 s and ends at 700 s; the waits would have ended at 300 s
        gateway.does(request -> {
            long seconds = now().toSeconds();
            return seconds >= 100 && seconds < 120 ? tooMany("600")
                    : ScriptedGateway.answer(200, seconds < 100 ? RUNNING : SUCCEEDED);
        });
        for (int i = 0; i < 200; i++) {
            start("task-" + i, Duration.ofMinutes(5));
        }
        advance(Duration.ofSeconds(690));
        assertThat(results).isEmpty();
        advance(Duration.ofMinutes(2));
        assertThat(results).hasSize(200).allSatisfy(result -> assertThat(result.end()).isInstanceOf(WaitEnd.Answered.class));
        assertThat(gateway.timer.alarms()).isZero();
    }

    @Test
    void aSlowDoorIsGivenTheTimeThatItsBacklogTakes() {
        access = gateway.access(1);
        gateway.does(request -> {
            long seconds = now().toSeconds();
            return seconds < 2 ? tooMany("60") : ScriptedGateway.answer(200, SUCCEEDED);
        });
        for (int i = 0; i < 100; i++) {
            start("task-" + i, Duration.ofSeconds(30));
        }
        advance(Duration.ofMinutes(10));
        assertThat(results).hasSize(100).allSatisfy(result -> assertThat(result.end()).isInstanceOf(WaitEnd.Answered.class));
    }

    @Test
    void oneLookIsAllThereIsAfterThePause() {
        gateway.does(request -> now().toSeconds() < 20 ? ScriptedGateway.answer(200, RUNNING) : tooMany("60"));
        start("task-1", Duration.ofSeconds(70));
        advance(Duration.ofSeconds(89));
        assertThat(results).isEmpty();
        advance(Duration.ofMinutes(10));
        assertThat(results).singleElement().extracting(WaitResult::end).isInstanceOfSatisfying(WaitEnd.TimedOut.class,
                end -> assertThat(end.reason()).contains("waitTimeout=70s", "429"));
        assertThat(gateway.askedAtMillis).containsExactly(0L, 30_000L, 90_000L);
        assertThat(gateway.timer.alarms()).isZero();
    }

    @Test
    void aTaskThatStillRunsAfterThePauseIsTimedOut() {
        gateway.says(429, "Retry-After", "60").state("running");
        start("task-1", Duration.ofSeconds(10));
        advance(Duration.ofMinutes(2));
        assertThat(results).singleElement().extracting(WaitResult::end).isInstanceOf(WaitEnd.TimedOut.class);
        assertThat(gateway.askedAtMillis).containsExactly(0L, 60_000L);
    }

    @Test
    void whoCantWaitGivesUpInThePauseToo() {
        gateway.says(429, "Retry-After", "60").state("succeeded");
        Wait wait = start("task-1", Duration.ofSeconds(10));
        advance(Duration.ofSeconds(10));
        assertThat(results).isEmpty();
        wait.giveUp();
        wait.giveUp();
        advance(Duration.ofMinutes(2));
        assertThat(results).singleElement().extracting(WaitResult::end).isInstanceOf(WaitEnd.TimedOut.class);
    }

    @Test
    void aMaintenancePageOfThreeSecondsEndsNoneOfThreeHundredWaits() {
        access = gateway.access(1_000);
        gateway.does(request -> {
            if (isCreate(request)) {
                return ScriptedGateway.answer(200, "{\"code\":200,\"data\":{\"task_id\":\"t" + submissions.size() + "\"}}");
            }
            long millis = now().toMillis();
            if (millis >= 30_000 && millis < 33_000) {
                ClassicHttpResponse page = ScriptedGateway.answer(200, "<html>We'll be back soon</html>");
                return page;
            }
            return ScriptedGateway.answer(200, millis < 60_000 ? RUNNING : SUCCEEDED);
        });
        for (int i = 0; i < 300; i++) {
            access.submit(Jobs.of("a cat"), false, Duration.ofMinutes(30), () -> true, submissions::add);
            start("t" + i, Duration.ofMinutes(30));
        }
        advance(Duration.ofMinutes(3));
        assertThat(results).hasSize(300).allSatisfy(result -> assertThat(result.end()).isInstanceOf(WaitEnd.Answered.class));
    }
}
