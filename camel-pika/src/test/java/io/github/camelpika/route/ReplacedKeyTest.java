package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReplacedKeyTest {

    private static final String ANOTHER = "another-key-Zq7";

    private final PikaRig rig = new PikaRig();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void waitUnderWayGoesOnWithTheNewKey() throws Exception {
        start("pika:generate", "pika:feed");
        CompletableFuture<Exchange> sent = rig.send("direct:start", "a cat");
        rig.advance(Duration.ofSeconds(30));

        rig.component.replaceApiKey(ANOTHER);
        int before = rig.simulator.requests().size();
        rig.advance(Duration.ofSeconds(60));
        assertThat(keys(before)).isNotEmpty().containsOnly("Bearer " + ANOTHER);

        // this gateway knows the old one only
        rig.component.replaceApiKey(rig.simulator.apiKey());
        assertThat(rig.finish(sent).getMessage().getBody(VideoTask.class).state()).isEqualTo(TaskState.SUCCEEDED);
    }

    @Test
    void nextSubmissionTakesTheNewKey() throws Exception {
        start("pika:generate");
        rig.component.replaceApiKey(ANOTHER);
        rig.send("direct:start", "a cat");

        assertThat(keys(0)).containsOnly("Bearer " + ANOTHER);
    }

    @Test
    void endpointWithAKeyOfItsOwnKeepsIt() throws Exception {
        start("pika:generate?apiKey=key-of-another-customer");
        rig.component.replaceApiKey(ANOTHER);
        rig.send("direct:start", "a cat");

        assertThat(keys(0)).containsOnly("Bearer key-of-another-customer");
    }

    @Test
    void whatIsNoKeyIsRefusedAndTheOldOneStays() throws Exception {
        start("pika:generate", "pika:feed");
        for (String no : List.of("", "two words", "line\n")) {
            assertThatThrownBy(() -> rig.component.replaceApiKey(no)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("apiKey");
        }
        assertThat(rig.finish(rig.send("direct:start", "a cat")).getException()).isNull();
    }

    private void start(String... steps) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(steps);
            }
        }).start();
    }

    private List<String> keys(int from) {
        List<RecordedRequest> requests = rig.simulator.requests();
        return requests.subList(from, requests.size()).stream().flatMap(request -> request.headers().get("authorization").stream()).toList();
    }
}
