package io.github.camelpika.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two thousand jobs against a gateway that loses every tenth accept, is busy every tenth time and broken every tenth.
 */
class FaultStormTest {

    @Test
    void noJobIsPostedTwiceNoneIsLostFromSightAndEveryWaitEnds() throws Exception {
        try (PikaRig rig = new PikaRig(Durations.realistic())) {
            rig.component.getConfiguration().setPollInterval(Duration.ofSeconds(20));
            storm(rig, 2_000, 0.1, 0.1, sent -> {
                for (int minutes = 0; minutes < 600 && !allDone(sent); minutes++) {
                    rig.advance(Duration.ofMinutes(1));
                }
            });
        }
    }

    @Test
    void theSameHoldsWithRealThreadsAndRealTime() throws Exception {
        try (PikaRig rig = PikaRig.inRealTime(Durations.realistic().scaled(0.01))) {
            rig.component.getConfiguration().setPollInterval(Duration.ofMillis(500));
            // fewer pauses, as each takes real seconds here
            storm(rig, 1_000, 0.005, 0.005,
                    sent -> await().atMost(Duration.ofMinutes(3)).until(() -> allDone(sent)));
        }
    }

    private void storm(PikaRig rig, int jobs, double busy, double failingPolls,
                       Consumer<List<CompletableFuture<Exchange>>> untilDone) throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("direct:dead").maximumRedeliveries(3).redeliveryDelay(0));
                from("direct:in").to("pika:generate").to("pika:feed").setProperty("end", constant("video"));
                from("direct:dead").setProperty("end", simple("${exception.class.simpleName}"));
            }
        }).start();
        rig.simulator.faults()
                .rate(Operation.GENERATE, Fault.LOST_RESPONSE, 0.1)
                .rate(Operation.GENERATE, Fault.TOO_MANY_REQUESTS, busy)
                .rate(Operation.GENERATE, Fault.SERVER_ERROR, 0.1)
                .rate(Operation.FEED, Fault.CLOSED, failingPolls)
                .rate(Operation.FEED, Fault.TOO_MANY_REQUESTS, failingPolls)
                .rate(Operation.FEED, Fault.SERVER_ERROR, failingPolls);

        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            sent.add(rig.send("direct:in", "job " + i));
        }
        untilDone.accept(sent);

        assertThat(sent).as("every wait ended").allMatch(CompletableFuture::isDone);
        Map<String, Integer> ends = new HashMap<>();
        sent.forEach(done -> ends.merge(done.join().getProperty("end", String.class), 1, Integer::sum));
        assertThat(ends).as("no other end").containsOnlyKeys("video", "PikaSubmissionUnknownException");

        Map<String, Integer> mayBePaid = new HashMap<>();
        rig.simulator.requests().stream().filter(FaultStormTest::mayBePaid)
                .forEach(request -> mayBePaid.merge(request.body(), 1, Integer::sum));
        assertThat(mayBePaid).as("no job was posted again after it may have been accepted").hasSize(jobs)
                .allSatisfy((body, posts) -> assertThat(posts).as(body).isEqualTo(1));

        Set<String> seen = new HashSet<>();
        sent.forEach(done -> seen.add(done.join().getMessage().getHeader(PikaConstants.TASK_ID, String.class)));
        seen.remove(null);
        Set<String> unknown = new HashSet<>();
        sent.stream().map(CompletableFuture::join).filter(done -> !"video".equals(done.getProperty("end")))
                .forEach(done -> unknown.add(done.getMessage().getBody(String.class)));
        assertThat(rig.simulator.tasks()).as("every accepted job was seen, or reported UNKNOWN")
                .allMatch(task -> seen.contains(task.id()) || unknown.contains(task.prompt()));
        System.out.printf("Storm of %d jobs: %s, %d posts, %d polls, %d tasks accepted%n", jobs, ends,
                count(rig, Operation.GENERATE), count(rig, Operation.FEED), rig.simulator.tasks().size());
    }

    private static boolean allDone(List<CompletableFuture<Exchange>> sent) {
        return sent.stream().allMatch(CompletableFuture::isDone);
    }

    private static boolean mayBePaid(RecordedRequest request) {
        return request.operation() == Operation.GENERATE && request.status() != 429;
    }

    private static long count(PikaRig rig, Operation operation) {
        return rig.simulator.requests().stream().filter(r -> r.operation() == operation).count();
    }
}
