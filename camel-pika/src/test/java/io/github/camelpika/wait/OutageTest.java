package io.github.camelpika.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.VideoTask;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutageTest implements WaitListener {

    private static final String RUNNING = "{\"code\":200,\"data\":{\"state\":\"running\"}}";

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final Waiter waiter = new Waiter(gateway.timer, new Backoff(() -> 1));
    private final GatewayAccess access = gateway.access(1_000);
    private volatile String trouble;

    @Override
    public void changed(VideoTask task) {
        // only what is told of the gateway is looked at
    }

    @Override
    public void ended(WaitResult result) {
        // only what is told of the gateway is looked at
    }

    private void startThreeHundred() {
        gateway.does(request -> trouble == null ? ScriptedGateway.answer(200, RUNNING) : answer(trouble));
        for (int i = 0; i < 300; i++) {
            waiter.start("task-" + i, new WaitPolicy(access, new FixedSchedule(Duration.ofSeconds(5)), Duration.ofHours(3),
                    Duration.ofHours(3), Duration.ofHours(3), false), this);
        }
    }

    private static ClassicHttpResponse answer(String trouble) {
        int status = Integer.parseInt(trouble.substring(0, 3));
        ClassicHttpResponse response = ScriptedGateway.answer(status, "{}");
        if (trouble.contains("page")) {
            response.setEntity(new StringEntity("<html>back soon</html>", ContentType.TEXT_HTML));
        }
        return response;
    }

    private Stream<String> told() {
        return gateway.told.stream().filter(line -> line.contains("answer"));
    }

    private void advance(long seconds) {
        gateway.timer.advance(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = { "503", "502 page", "200 page", "500" })
    void isToldOnceAndItsEndOnceWhateverNumberWaits(String kind) {
        startThreeHundred();
        advance(60);
        assertThat(told()).isEmpty();
        trouble = kind;
        advance(600);
        assertThat(told()).singleElement().asString().startsWith("stopped answering, 300 wait: answers HTTP " + kind.substring(0, 3));
        trouble = null;
        advance(600);
        assertThat(told()).hasSize(2).last().asString().startsWith("answers again after 6");
    }

    @ParameterizedTest
    @ValueSource(strings = { "401", "404", "429" })
    void anAnswerOfWhateverKindIsOne(String kind) {
        startThreeHundred();
        trouble = kind;
        advance(600);
        assertThat(told()).isEmpty();
    }

    @Test
    void oneCallThatFailsIsNoOutage() {
        gateway.refusesTheConnection().state("running");
        waiter.start("task-1", new WaitPolicy(access, new FixedSchedule(Duration.ofSeconds(5)), Duration.ofHours(1),
                Duration.ofHours(1), Duration.ofHours(1), false), this);
        advance(60);
        assertThat(told()).isEmpty();
    }

    @Test
    void aGatewayThatComesAndGoesIsToldOfOnceAMinuteAtMost() {
        List<String> lines = new ArrayList<>();
        Outage outage = new Outage(gateway.timer);
        GatewayEvents events = new ToldEvents(lines);
        GatewayError broken = GatewayError.noAnswer("Connection refused", true);
        for (int i = 0; i < 600; i++) {
            outage.learned(broken, events);
            outage.learned(broken, events);
            outage.learned(null, events);
            advance(1);
        }
        assertThat(lines).hasSizeBetween(18, 22);
    }

    @Test
    void isToldOnceThoughManyThreadsNoticeIt() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        Outage outage = new Outage(gateway.timer);
        GatewayEvents events = new ToldEvents(lines);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        for (int i = 0; i < 10_000; i++) {
            threads.execute(() -> outage.learned(GatewayError.noAnswer("Connection refused", true), events));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(lines).hasSize(1);
    }

    @Test
    void whatAStopBreaksOffIsNoOutage() {
        startThreeHundred();
        advance(20);
        access.stop();
        waiter.stop();
        advance(60);
        assertThat(told()).isEmpty();
    }
}
