package io.github.camelpika.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelpika.rig.OddProxy;
import io.github.camelpika.rig.OddProxy.Posted;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Five hundred jobs, or two thousand with {@code -Dpika.reliability.long}, against gateways that answer every fifth call in
 * one of the ways that real ones were seen to.
 */
class OddAnswerStormTest {

    private static final int JOBS = System.getProperty("pika.reliability.long") == null ? 500 : 2_000;
    private static final double RATE = 0.2;

    @ParameterizedTest
    @ValueSource(strings = { "cometapi", "vapi", "pika", "fal" })
    void noJobIsPostedTwiceUnlessProvablyRefusedAndNoTaskIsGivenUp(String gateway) throws Exception {
        try (PikaRig rig = new PikaRig(Durations.realistic());
             OddProxy odd = new OddProxy(gateway, rig.use(gateway).simulator.baseUri(gateway), RATE, 20_261_128)) {
            rig.component.getConfiguration().setBaseUri(odd.baseUri().toString());
            rig.component.getConfiguration().setPollInterval(Duration.ofSeconds(20));
            // all calls run on the thread that turns the clock, each within the one before
            rig.component.setMaxRequestsPerSecond(100);
            // a redelivery would ask again, and hide that a wait was given up
            List<String> endedWaits = new CopyOnWriteArrayList<>();
            Processor note = exchange -> {
                if (exchange.getProperty(Exchange.TO_ENDPOINT, "", String.class).contains("feed")) {
                    endedWaits.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).toString());
                }
            };
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(deadLetterChannel("direct:dead").maximumRedeliveries(3).redeliveryDelay(0)
                            .onExceptionOccurred(note));
                    from("direct:in").to("pika:generate").to("pika:feed").setProperty("end", constant("video"));
                    from("direct:dead").setProperty("end", simple("${exception.class.simpleName}"));
                }
            }).start();

            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                sent.add(rig.send("direct:in", "job " + i));
            }
            for (int minutes = 0; minutes < 600 && !sent.stream().allMatch(CompletableFuture::isDone); minutes++) {
                rig.advance(Duration.ofMinutes(1));
            }

            assertThat(sent).as("every wait ended").allMatch(CompletableFuture::isDone);
            assertThat(endedWaits).as("waits that ended in anything but a video").isEmpty();
            List<Posted> posted = odd.posted();
            assertThat(perBody(posted)).as("posts of a job that were not provably refused").hasSizeGreaterThan(JOBS * 9 / 10)
                    .allSatisfy((body, posts) -> assertThat(posts).as(body).isEqualTo(1));
            assertThat(sent).as("each accepted job ended in its video, or was reported as unknown")
                    .allSatisfy(job -> assertThat(end(job)).isIn("video", "PikaSubmissionUnknownException",
                            "PikaGatewayException"));
            assertThat(givenUp(sent, posted)).as("accepted, and told as refused or not finished").isEmpty();
            System.out.printf("Odd answers at %s: %d jobs, %s, %d posts, %d tasks, %d provably refused%n", gateway, JOBS,
                    ends(sent), posted.size(), posted.stream().map(Posted::taskId).filter(Objects::nonNull).distinct().count(),
                    posted.stream().filter(Posted::refused).count());
        }
    }

    /** What is posted again under its idempotency key is the same job. */
    private static Map<String, Integer> perBody(List<Posted> posted) {
        Map<String, Set<Object>> mayBePaid = new HashMap<>();
        posted.stream().filter(each -> !each.refused()).forEach(each -> mayBePaid
                .computeIfAbsent(each.body(), body -> new HashSet<>()).add(each.key() == null ? new Object() : each.key()));
        Map<String, Integer> jobs = new HashMap<>();
        mayBePaid.forEach((body, keys) -> jobs.put(body, keys.size()));
        return jobs;
    }

    /**
     * The prompts of accepted jobs whose exchange ended as if they were not.
     */
    private static Set<String> givenUp(List<CompletableFuture<Exchange>> sent, List<Posted> posted) {
        Set<String> told = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            if (!"PikaGatewayException".equals(end(sent.get(i)))) {
                told.add("job " + i);
            }
        }
        Set<String> accepted = new HashSet<>();
        posted.stream().filter(each -> each.taskId() != null).forEach(each -> accepted.add(prompt(each.body())));
        accepted.removeAll(told);
        return accepted;
    }

    private static String prompt(String body) {
        return body.replaceAll("(?s).*\"(?:prompt|promptText)\":\"(job \\d+)\".*", "$1");
    }

    private static Map<String, Integer> ends(List<CompletableFuture<Exchange>> sent) {
        Map<String, Integer> ends = new HashMap<>();
        sent.forEach(job -> ends.merge(end(job), 1, Integer::sum));
        return ends;
    }

    private static String end(CompletableFuture<Exchange> job) {
        return job.join().getProperty("end", String.class);
    }
}
