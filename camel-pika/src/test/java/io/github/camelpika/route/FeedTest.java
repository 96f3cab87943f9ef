package io.github.camelpika.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.PikaTaskFailedException;
import io.github.camelpika.PikaWaitTimeoutException;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.wait.FixedSchedule;
import io.github.camelpika.wait.PollSchedule;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class FeedTest {

    private final PikaRig rig = new PikaRig();

    @BeforeEach
    void start() {
        rig.start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private VideoTask submit(Fault... faults) {
        for (Fault fault : faults) {
            rig.simulator.faults().next(Operation.GENERATE, fault);
        }
        return rig.finish(rig.send("pika:generate", "a cat")).getMessage().getBody(VideoTask.class);
    }

    private Exchange feed(String options, VideoTask task) {
        return rig.finish(rig.send("pika:feed" + options, task));
    }

    private long queries() {
        return rig.simulator.requests().stream().filter(r -> r.operation() == Operation.FEED).count();
    }

    @Test
    void aFinishedTaskIsTheBodyAndTellsAllInHeaders() {
        VideoTask submitted = submit();
        Exchange done = feed("", submitted);

        VideoTask task = done.getMessage().getBody(VideoTask.class);
        assertThat(task.state()).isEqualTo(TaskState.SUCCEEDED);
        assertThat(task.taskId()).isEqualTo(submitted.taskId());
        assertThat(done.getMessage().getHeaders())
                .containsEntry(PikaConstants.TASK_ID, task.taskId())
                .containsEntry(PikaConstants.GATEWAY, "cometapi")
                .containsEntry(PikaConstants.STATE, "SUCCEEDED")
                .containsEntry(PikaConstants.VIDEO_URL, task.video().url())
                .containsEntry(PikaConstants.POSTER_URL, task.video().posterUrl())
                .containsEntry(PikaConstants.POINTS, 400L)
                .containsEntry(PikaConstants.REFUND, 0L)
                .containsEntry(PikaConstants.POLLS, 24)
                .containsEntry(PikaConstants.WAIT_MILLIS, 120_000L)
                .doesNotContainKeys(PikaConstants.ERROR, PikaConstants.PROGRESS);
    }

    @Test
    void nothingOfAnEarlierTaskIsLeftInTheHeaders() {
        Exchange first = feed("", submit());
        assertThat(first.getMessage().getHeaders()).containsKeys(PikaConstants.VIDEO_URL, PikaConstants.POINTS);
        Exchange next = rig.finish(rig.send("pika:generate", "a dog", first.getMessage().getHeaders()));
        assertThat(next.getMessage().getHeaders()).containsKey(PikaConstants.TASK_ID).doesNotContainKeys(
                PikaConstants.VIDEO_URL, PikaConstants.POSTER_URL, PikaConstants.LAST_FRAME_URL, PikaConstants.POINTS,
                PikaConstants.REFUND, PikaConstants.POLLS, PikaConstants.WAIT_MILLIS);
    }

    @Test
    void aTaskThatWasOnlyJustSubmittedIsNotAskedAfterAtOnce() {
        rig.send("pika:feed", submit());
        rig.advance(Duration.ofMillis(4_900));
        assertThat(queries()).isZero();
        rig.advance(Duration.ofMillis(200));
        assertThat(queries()).isEqualTo(1);
    }

    @Test
    void theTaskIsTakenFromHeaderThenOptionThenBody() {
        String header = submit().taskId();
        String option = submit().taskId();
        String body = submit().taskId();
        rig.advance(Duration.ofMinutes(10));
        Map<String, Object> headers = Map.of(PikaConstants.TASK_ID, header);

        assertThat(taskId(rig.send("pika:feed?taskId=" + option, body, headers))).isEqualTo(header);
        assertThat(taskId(rig.send("pika:feed?taskId=" + option, body))).isEqualTo(option);
        assertThat(taskId(rig.send("pika:feed", body))).isEqualTo(body);
        assertThat(taskId(rig.send("pika:feed", Map.of("taskId", body)))).isEqualTo(body);
    }

    private Object taskId(CompletableFuture<Exchange> sent) {
        return rig.finish(sent).getMessage().getBody(VideoTask.class).taskId();
    }

    @Test
    void aFailedTaskIsAnExceptionThatKeepsTheTaskAndTheBody() {
        VideoTask submitted = submit(Fault.TASK_FAILED);
        Exchange done = feed("", submitted);

        assertThat(done.getException()).isInstanceOfSatisfying(PikaTaskFailedException.class, e -> {
            assertThat(e.getTaskId()).isEqualTo(submitted.taskId());
            assertThat(e.getTask().state()).isEqualTo(TaskState.FAILED);
            assertThat(e).hasMessageContaining("400 points were refunded");
        });
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("FAILED");
        assertThat(done.getMessage().getHeader(PikaConstants.ERROR)).isNotNull();
        assertThat(done.getMessage().getBody()).isSameAs(submitted);
    }

    @Test
    void withoutThrowExceptionOnFailureAFailedTaskIsANormalExchange() {
        Exchange done = feed("?throwExceptionOnFailure=false", submit(Fault.TASK_FAILED));
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.FAILED);
    }

    @Test
    void aTaskThatNeverFinishesIsTimedOutAndKeepsItsId() {
        VideoTask submitted = submit(Fault.TASK_NEVER_FINISHES);
        Exchange done = feed("?waitTimeout=10m", submitted);
        assertThat(done.getException()).isInstanceOfSatisfying(PikaWaitTimeoutException.class, e -> {
            assertThat(e.getTaskId()).isEqualTo(submitted.taskId());
            assertThat(e).hasMessageContaining("waitTimeout=600s").hasMessageContaining("ask again with pika:feed");
        });
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("TIMED_OUT");
        assertThat(done.getMessage().getHeader(PikaConstants.WAIT_MILLIS)).isEqualTo(600_000L);
    }

    @Test
    void aTaskThatIsStuckInTheQueueIsTimedOutByTheQueueTimeout() {
        Exchange done = feed("?throwExceptionOnFailure=false", submit(Fault.TASK_STUCK));
        VideoTask task = done.getMessage().getBody(VideoTask.class);
        assertThat(task.state()).isEqualTo(TaskState.TIMED_OUT);
        assertThat(task.error()).contains("queueTimeout=900s");
    }

    @Test
    void withWaitFalseTheGatewayIsAskedOnceAndTheStateIsAsItIs() {
        VideoTask submitted = submit();
        Exchange running = feed("?wait=false", submitted);
        assertThat(queries()).isEqualTo(1);
        assertThat(running.getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.QUEUED);

        VideoTask failing = submit(Fault.TASK_FAILED);
        rig.advance(Duration.ofMinutes(10));
        Exchange failed = feed("?wait=false", failing);
        assertThat(failed.getException()).isNull();
        assertThat(failed.getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.FAILED);
    }

    @Test
    void withWaitFalseAnErrorOfTheGatewayIsAnException() {
        VideoTask submitted = submit();
        rig.simulator.faults().next(Operation.FEED, Fault.SERVER_ERROR);
        Exchange done = feed("?wait=false", submitted);
        assertThat(done.getException()).isInstanceOfSatisfying(PikaGatewayException.class, e -> {
            assertThat(e.getHttpStatus()).isEqualTo(500);
            assertThat(e.isRetryable()).isTrue();
            assertThat(e.getTaskId()).isEqualTo(submitted.taskId());
        });
    }

    @Test
    void aTaskOfAnotherGatewayIsRefusedBeforeAnyoneIsAsked() {
        VideoTask other = VideoTask.of("t1", "vapi", TaskState.QUEUED);
        assertThat(feed("", other).getException()).hasMessageContaining("gateway=vapi");
        Exchange byHeader = rig.finish(rig.send("pika:feed", null,
                Map.of(PikaConstants.TASK_ID, "t1", PikaConstants.GATEWAY, "yescale")));
        assertThat(byHeader.getException()).hasMessageContaining("gateway=yescale");
        assertThat(queries()).isZero();
    }

    @Test
    void noTaskIdOrAnImpossibleOneIsAnErrorBeforeAnyoneIsAsked() {
        assertThat(feed("", null).getException()).hasMessageContaining("There is no task id");
        for (String id : List.of("a b", "a\nb", "..", "x".repeat(1_001))) {
            assertThat(rig.finish(rig.send("pika:feed", id)).getException()).hasMessageContaining("task id is not valid");
        }
        assertThat(queries()).isZero();
    }

    @Test
    void aWrongKeyEndsTheWaitAtOnce() {
        Exchange done = rig.finish(rig.send("pika:feed?apiKey=wrong-key", submit()));
        assertThat(done.getException()).isInstanceOfSatisfying(PikaGatewayException.class, e -> {
            assertThat(e.getHttpStatus()).isEqualTo(401);
            assertThat(e.isRetryable()).isFalse();
        });
        assertThat(queries()).isEqualTo(1);
    }

    @Test
    void aFreshIdThatTheGatewayDoesNotKnowYetIsAskedAfterAgain() {
        VideoTask submitted = submit();
        rig.simulator.faults().next(Operation.FEED, Fault.TASK_NOT_EXIST, 3);
        assertThat(feed("", submitted).getException()).isNull();
        rig.simulator.faults().next(Operation.FEED, Fault.TASK_NOT_EXIST);
        assertThat(rig.finish(rig.send("pika:feed", "some-old-id")).getException())
                .isInstanceOf(PikaGatewayException.class);
    }

    @Test
    void everyChangeIsSentToTheProgressUriInOrder() throws Exception {
        rig.use("vapi");
        List<VideoTask> seen = new CopyOnWriteArrayList<>();
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:progress").process(e -> {
                    seen.add(e.getMessage().getBody(VideoTask.class));
                    throw new IllegalStateException("a progress that fails is only logged");
                });
            }
        });
        Exchange done = feed("?progressUri=direct:progress", submit());
        assertThat(done.getException()).isNull();
        await().until(() -> seen.stream().anyMatch(t -> t.state() == TaskState.SUCCEEDED));
        assertThat(seen).isSortedAccordingTo(Comparator.comparing(VideoTask::progress,
                Comparator.nullsFirst(Comparator.naturalOrder())));
        assertThat(seen).extracting(VideoTask::state).startsWith(TaskState.QUEUED).contains(TaskState.RUNNING)
                .endsWith(TaskState.SUCCEEDED);
    }

    @Test
    void theComponentLearnsHowLongTasksTakeAndAsksLess() {
        for (int i = 0; i < 20; i++) {
            assertThat(polls(feed("?pollSchedule=frugal", submit()))).isEqualTo(24);
        }
        assertThat(polls(feed("?pollSchedule=frugal", submit()))).isLessThan(12);
        assertThat(polls(feed("?pollSchedule=fixed", submit()))).isEqualTo(24);
    }

    private static int polls(Exchange exchange) {
        return exchange.getMessage().getHeader(PikaConstants.POLLS, Integer.class);
    }

    @Test
    void aScheduleOfOnesOwnIsABean() {
        rig.context.getRegistry().bind("slow", PollSchedule.class, new FixedSchedule(Duration.ofSeconds(40)));
        assertThat(feed("?pollSchedule=#slow", submit()).getMessage().getHeader(PikaConstants.POLLS)).isEqualTo(3);
    }

    @Test
    void aProgressAsksForNoReply() throws Exception {
        List<ExchangePattern> patterns = new CopyOnWriteArrayList<>();
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:pattern").process(e -> patterns.add(e.getPattern()));
                from("direct:ask").setExchangePattern(ExchangePattern.InOut).to("pika:feed?progressUri=direct:pattern");
            }
        });
        rig.finish(rig.send("direct:ask", submit()));
        assertThat(patterns).isNotEmpty().containsOnly(ExchangePattern.InOnly);
    }

    @Test
    void aProducerThatCamelThrowsOutOfItsCacheLeavesItsWaitsAlone() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dynamic").toD("pika:feed?taskId=${body}", 2);
            }
        });
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sent.add(rig.send("direct:dynamic", submit().taskId()));
        }
        rig.advance(Duration.ofMinutes(5));
        assertThat(sent).allSatisfy(done -> assertThat(done.getNow(null).getException()).isNull());
    }

    @Test
    void aComponentThatWasRestartedUnderItsRoutesStillWorks() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:both").to("pika:generate").to("pika:feed");
            }
        });
        rig.component.stop();
        rig.component.start();
        assertThat(rig.finish(rig.send("direct:both", "a cat")).getException()).isNull();
    }
}
