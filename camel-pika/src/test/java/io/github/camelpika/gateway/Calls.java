package io.github.camelpika.gateway;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.camelpika.gateway.TestGateway.Behaviour;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.Jobs;
import io.github.camelpika.time.VirtualTimer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes single calls through a client, against a gateway that does one thing, and checks that it is asked once. After
 * each call nothing of it is left on the clock.
 */
final class Calls {

    static final String KEY = "sk-Te5t/Key+0123456789";

    private static final CloseableHttpClient HTTP = HttpClients.custom().disableAutomaticRetries()
            .disableRedirectHandling()
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(20, TimeUnit.SECONDS).build()).build();

    private Calls() {
    }

    static GatewayClient client(Gateway gateway, URI baseUri, VirtualTimer timer) {
        return new GatewayClient(gateway, baseUri, KEY, HTTP, HTTP, timer);
    }

    static Submission create(Gateway gateway, Behaviour behaviour) {
        VirtualTimer timer = new VirtualTimer();
        try (TestGateway server = new TestGateway(behaviour)) {
            Submission submission = client(gateway, server.uri(), timer).submit(Jobs.of("a cat"));
            assertThat(server.requests).as("posted once").singleElement().asString()
                    .startsWith("POST /pika/").containsIgnoringCase("Authorization: Bearer " + KEY);
            assertThat(timer.alarms()).isZero();
            return submission;
        }
    }

    /**
     * What an answer comes to, without a line.
     */
    static Submission understood(Gateway gateway, int status, String body) {
        return client(gateway, URI.create("https://api.example.com"), new VirtualTimer())
                .understandCreate(Jobs.of("a cat"), new RawAnswer(status, null, null, null, null, Map.of(), body));
    }

    /**
     * The same of an answer to a query.
     */
    static Answer told(Gateway gateway, int status, String body) {
        return client(gateway, URI.create("https://api.example.com"), new VirtualTimer())
                .understandQuery(gateway.dialect().query("t1"), new RawAnswer(status, null, null, null, null, Map.of(), body), "t1", false);
    }

    static Submission create(Behaviour behaviour) {
        return create(Gateway.COMETAPI, behaviour);
    }

    static Answer ask(Gateway gateway, boolean fresh, Behaviour behaviour) {
        VirtualTimer timer = new VirtualTimer();
        try (TestGateway server = new TestGateway(behaviour)) {
            Answer answer = client(gateway, server.uri(), timer).query("t1", fresh);
            assertThat(server.requests).as("asked once").singleElement().asString().contains("/pika/feed")
                    .containsIgnoringCase("Authorization: Bearer " + KEY);
            assertThat(timer.alarms()).isZero();
            return answer;
        }
    }

    static Answer ask(Behaviour behaviour) {
        return ask(Gateway.VAPI, false, behaviour);
    }

    static GatewayError refused(Submission submission) {
        assertThat(submission).isInstanceOf(Submission.Refused.class);
        return ((Submission.Refused) submission).error();
    }

    static GatewayError unknown(Submission submission) {
        assertThat(submission).isInstanceOf(Submission.Unknown.class);
        GatewayError error = ((Submission.Unknown) submission).error();
        assertThat(error.retryable()).as("never posted again").isFalse();
        return error;
    }

    static String accepted(Submission submission) {
        assertThat(submission).isInstanceOf(Submission.Accepted.class);
        return ((Submission.Accepted) submission).taskId();
    }

    static GatewayError failed(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return ((Answer.Failed) answer).error();
    }

    static VideoTask known(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Known.class);
        return ((Answer.Known) answer).task();
    }
}
