package io.github.camelpika.route;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.Way;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.saga.InMemorySagaService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One message is sent once by each of Camel's ways to {@code pika:generate}, with an error handler around it that tries
 * everything three times. The table in docs/eips.adoc has how many jobs are posted.
 */
@Timeout(60)
class AroundGenerateTest {

    private static final Path TABLE = Path.of("..", "docs", "eips.adoc");
    /** A way, the posts after a lost answer, and those after a failure behind an accepted job. */
    private static final Pattern ROW = Pattern.compile("\\|`([^|]+)`\\n\\|(\\d)[^|]*\\n\\|(\\d)[^|]*\\n");

    static Stream<Way> ways() {
        return Way.all();
    }

    static Stream<Way> waysThatNeedAKey() throws Exception {
        Map<String, String[]> table = table();
        return ways().filter(way -> !List.of(table.get(way.name())).equals(List.of("1", "1")));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void lostAnswerIsAsManyPostsAsTheTableSays(Way way) throws Exception {
        assertThat(posts(way, "pika:generate", "mock:behind", Fault.LOST_RESPONSE) + "").isEqualTo(table().get(way.name())[0]);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failureBehindAnAcceptedJobIsAsManyPostsAsTheTableSays(Way way) throws Exception {
        assertThat(posts(way, "pika:generate", "direct:broken", null) + "").isEqualTo(table().get(way.name())[1]);
    }

    @ParameterizedTest
    @MethodSource("waysThatNeedAKey")
    void keyIsOnePostByEachWay(Way way) throws Exception {
        assertThat(posts(way, "pika:generate?idempotentKey=job-1", "direct:broken", null)).isEqualTo(1);
    }

    private static int posts(Way way, String generate, String behind, Fault fault) throws Exception {
        try (PikaRig rig = new PikaRig()) {
            rig.context.addService(new InMemorySagaService());
            rig.context.setAllowUseOriginalMessage(true);
            rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                    way.routes().accept(this);
                }
            }).with(new RouteBuilder() {
                @Override
                public void configure() {
                    from(Way.PART).errorHandler(noErrorHandler()).to(generate).to(behind);
                    from("direct:broken").errorHandler(noErrorHandler()).throwException(IllegalStateException.class, "for the test");
                }
            }).start();
            if (fault != null) {
                rig.simulator.faults().next(Operation.GENERATE, fault, 10);
            }
            rig.send("direct:in", "a cat").get();
            await().pollInterval(Duration.ofMillis(5)).until(() -> rig.context.getInflightRepository().size() == 0 && posted(rig) > 0);
            return posted(rig);
        }
    }

    private static int posted(PikaRig rig) {
        return (int) rig.simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).count();
    }

    private static Map<String, String[]> table() throws Exception {
        Map<String, String[]> rows = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(TABLE));
        while (row.find()) {
            rows.put(row.group(1), new String[] { row.group(2), row.group(3) });
        }
        return rows;
    }

    @Test
    void theTableHasAllWays() throws Exception {
        assertThat(table().keySet()).containsExactlyElementsOf(Way.all().map(Way::name).toList());
    }
}
