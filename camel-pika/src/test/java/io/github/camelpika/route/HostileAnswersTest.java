package io.github.camelpika.route;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.gateway.Stderr;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.gateway.Urls;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.HostileJson;
import io.github.camelpika.rig.Jobs;
import io.github.camelpika.runtime.ResultHeaders;
import io.github.camelpika.time.VirtualTimer;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What a gateway could answer to break in, or to break us. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileAnswersTest {

    private static final int CASES = 1_500;
    private static final List<Integer> STATUS = List.of(200, 200, 200, 202, 301, 400, 401, 429, 500, 503);

    private final HostileJson json = new HostileJson(7, Stream.of(HostileJson.SAMPLES, HostileJson.OTHERS).flatMap(List::stream).toList());
    private final Message message = new DefaultMessage(new DefaultCamelContext());
    private String answer;
    private int status;
    private int known;

    @Test
    void noAnswerEscapesAsAnExceptionOrGetsIntoAHeader() {
        // unknown states are logged, and there are many
        Stderr.of(this::answerAll);
        assertThat(known).as("some answers are left that say something").isGreaterThan(CASES / 10);
    }

    private void answerAll() {
        List<GatewayClient> clients = Gateway.all().stream().map(this::client).toList();
        for (int i = 0; i < CASES; i++) {
            answer = json.next();
            status = STATUS.get(i % STATUS.size());
            for (GatewayClient client : clients) {
                try {
                    query(client);
                    submit(client);
                } catch (RuntimeException | AssertionError | StackOverflowError e) {
                    throw new AssertionError(client.gateway() + " reads HTTP " + status + ": " + answer, e);
                }
            }
        }
    }

    private void query(GatewayClient client) {
        if (client.query("t1", false) instanceof Answer.Known answered) {
            VideoTask task = answered.task();
            known++;
            if (task.state() == TaskState.SUCCEEDED) {
                assertThat(task.videos()).isNotEmpty().allMatch(video -> video.url().equals(Urls.usable(video.url(), null)));
            }
            ResultHeaders.set(message, task);
            message.getHeaders().values().forEach(HostileAnswersTest::harmless);
        }
    }

    private static void submit(GatewayClient client) {
        Submission submission = client.submit(Jobs.of(GenerateRequest.builder().prompt("a cat").ratio("16:9").build()));
        if (submission instanceof Submission.Accepted accepted) {
            harmless(accepted.taskId());
        } else if (submission instanceof Submission.Refused refused) {
            harmless(refused.error().describe());
        } else if (submission instanceof Submission.Unknown unknown) {
            harmless(unknown.error().describe());
        }
    }

    /** One printable line, which nothing turns round. */
    private static void harmless(Object value) {
        if (value instanceof String text) {
            assertThat(text).hasSizeLessThanOrEqualTo(4_096);
            assertThat(text.codePoints().map(Character::getType).filter(type -> type == Character.CONTROL
                    || type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR))
                    .isEmpty();
        }
    }

    private GatewayClient client(Gateway gateway) {
        HttpClient http = (HttpClient) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { HttpClient.class },
                (proxy, method, arguments) -> {
                    BasicClassicHttpResponse response = new BasicClassicHttpResponse(status);
                    response.setEntity(new StringEntity(answer, ContentType.APPLICATION_JSON));
                    return ((HttpClientResponseHandler<?>) arguments[arguments.length - 1]).handleResponse(response);
                });
        return new GatewayClient(gateway, URI.create("https://gateway.example"), "sk-very-secret-key", http, http,
                new VirtualTimer());
    }
}
