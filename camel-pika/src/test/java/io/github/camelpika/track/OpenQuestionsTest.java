package io.github.camelpika.track;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.time.Timer;
import io.github.camelpika.time.VirtualTimer;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.GatewayEvents;
import io.github.camelpika.wait.Outage;
import io.github.camelpika.wait.Throttle;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Who waits for an answer, and who leaves the question open. The gateway never answers: its calls stay where they are.
 */
class OpenQuestionsTest {

    private static final Duration MOST = Duration.ofMinutes(5);

    private final VirtualTimer timer = new VirtualTimer();
    private final List<Runnable> calls = new CopyOnWriteArrayList<>();
    private final OpenQuestions questions = new OpenQuestions(timer, "q", 4);

    private GatewayAccess access(String base) {
        Backoff backoff = new Backoff(() -> 0);
        HttpClient none = HttpClients.createDefault();
        return new GatewayAccess(new GatewayClient(Gateway.VAPI, URI.create(base), "a-key", none, none, timer),
                new Throttle(1_000, 10, timer, calls::add, backoff, GatewayEvents.NONE), timer, backoff, GatewayEvents.NONE,
                new Outage(timer));
    }

    private TaskRow row(String id, String base) {
        TrackedTask task = TrackedTask.intent(id, new Claim("o", null, null), "q", new Origin("pika", "vapi", base),
                new SubmittedMessage(Map.of(), "a cat"));
        return TaskRow.of(task.accepted("t-" + id, timer.now()));
    }

    private CompletableFuture<Optional<OpenQuestion>> ask(TaskRow row) {
        GatewayAccess access = access(row.task().origin().baseUri());
        return CompletableFuture.supplyAsync(() -> {
            try {
                return questions.ask(access, row, Duration.ZERO, 0, MOST);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, run -> new Thread(run).start());
    }

    private OpenQuestion left(TaskRow row) {
        CompletableFuture<Optional<OpenQuestion>> asked = ask(row);
        await().until(() -> {
            timer.advance(Duration.ofSeconds(1));
            return asked.isDone();
        });
        return asked.join().orElseThrow();
    }

    @Test
    void whatIsNotAnsweredInASecondIsLeftOpen() throws Exception {
        TaskRow row = row("1", "http://127.0.0.1:1");
        OpenQuestion question = left(row);
        assertThat(question.isOver()).isFalse();
        assertThat(questions.after(row)).isSameAs(question);
        question.over(Optional.of(new Answer.Failed(null)));
        assertThat(questions.after(row)).isSameAs(question);
        assertThat(questions.after(row)).as("taken once").isNull();
    }

    @Test
    void whereOneWasLeftTheNextIsNotWaitedFor() throws Exception {
        OpenQuestion first = left(row("1", "http://127.0.0.1:1"));
        await().until(ask(row("2", "http://127.0.0.1:1"))::isDone);
        CompletableFuture<?> other = ask(row("3", "http://127.0.0.1:2"));
        await().until(() -> calls.size() == 3);
        assertThat(other).isNotDone();
        first.over(Optional.empty());
        questions.after(row("2", "http://127.0.0.1:1")).over(Optional.empty());
        CompletableFuture<?> again = ask(row("4", "http://127.0.0.1:1"));
        await().until(() -> calls.size() == 4);
        assertThat(again).isNotDone();
        questions.stop();
        await().until(() -> other.isDone() && again.isDone());
    }

    @Test
    void aFewThreadsWaitForNoAnswer() throws Exception {
        List<CompletableFuture<?>> waiting = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            waiting.add(ask(row("w" + i, "http://127.0.0.1:" + i)));
        }
        await().until(() -> calls.size() == 3);
        await().until(ask(row("next", "http://127.0.0.1:4"))::isDone);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        questions.stop();
        await().until(() -> waiting.stream().allMatch(CompletableFuture::isDone));
    }

    @Test
    void aThousandAreLeftOpenAtOneGatewayAndNoMore() throws Exception {
        OpenQuestion first = left(row("0", "http://127.0.0.1:1"));
        GatewayAccess access = access("http://127.0.0.1:1");
        for (int i = 1; i < 1_000; i++) {
            assertThat(questions.ask(access, row("" + i, "http://127.0.0.1:1"), Duration.ZERO, 0, MOST)).isPresent();
        }
        assertThat(questions.ask(access, row("more", "http://127.0.0.1:1"), Duration.ZERO, 0, MOST)).isEmpty();
        first.over(Optional.empty());
        assertThat(questions.ask(access, row("more", "http://127.0.0.1:1"), Duration.ZERO, 0, MOST)).isPresent();
        timer.advance(MOST);
        assertThat(timer.alarms()).isZero();
    }

    @Test
    void anAnswerToWhatWasWrittenDownMeanwhileIsNotTaken() throws Exception {
        TaskRow row = row("1", "http://127.0.0.1:1");
        OpenQuestion question = left(row);
        question.over(Optional.of(new Answer.Failed(null)));
        TaskRow later = new TaskRow(row.task(), true, row.queuedSince(), null, null, row.revision() + 1);
        assertThat(questions.after(later)).isNull();
        assertThat(questions.after(row)).as("forgotten").isNull();
    }

    @Test
    void oneThatCannotBeAskedIsNotLeftOpen() {
        Timer closed = (Timer) Proxy.newProxyInstance(Timer.class.getClassLoader(), new Class<?>[] { Timer.class },
                (proxy, method, arguments) -> {
                    throw new RejectedExecutionException("closed");
                });
        OpenQuestions broken = new OpenQuestions(closed, "q", 4);
        TaskRow row = row("1", "http://127.0.0.1:1");
        assertThatThrownBy(() -> broken.ask(access("http://127.0.0.1:1"), row, Duration.ZERO, 0, MOST))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(broken.after(row)).isNull();
    }
}
