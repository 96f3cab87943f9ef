package io.github.camelpika.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelpika.fetch.VideoStream;
import io.github.camelpika.rig.DownloadedBodies;
import io.github.camelpika.rig.Way;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.saga.InMemorySagaService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A body that {@code pika:download} has made, through each of Camel's ways: downloaded before it and read in its part, and
 * downloaded in its part and read behind it. The table in docs/eips.adoc has what can be read.
 */
@Timeout(60)
class AroundDownloadTest {

    private static final Path TABLE = Path.of("..", "docs", "eips.adoc");
    private static final Pattern ROW = Pattern.compile("\\|`([^|]+)`\\n\\|(yes|no|-)[^|]*\\n\\|(yes|no|-)[^|]*\\n");

    private final DownloadedBodies videos = new DownloadedBodies();
    private final List<String> read = new CopyOnWriteArrayList<>();
    private final List<VideoStream> bodies = new CopyOnWriteArrayList<>();

    static Stream<Way> ways() {
        return Way.all();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatWasDownloadedBeforeIsReadInIt(Way way) throws Exception {
        run(way, start -> start.to("pika:download").to("direct:in"), this::read, true);

        assertThat(read).as(way.name()).containsOnly(table().get(way.name())[0]).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatWasDownloadedInItIsReadBehindIt(Way way) throws Exception {
        run(way, start -> start.to("direct:in").process(this::read), null, false);

        assertThat(read).as(way.name()).containsOnly(table().get(way.name())[1]).isNotEmpty();
    }

    private void run(Way way, Consumer<RouteDefinition> start, Processor part, boolean readsInIt) throws Exception {
        try (videos) {
            videos.rig.context.addService(new InMemorySagaService());
            videos.rig.context.setAllowUseOriginalMessage(true);
            videos.rig.with(new RouteBuilder() {
                @Override
                public void configure() {
                    way.routes().accept(this);
                }
            }).with(new RouteBuilder() {
                @Override
                public void configure() {
                    start.accept(from("direct:start"));
                    if (readsInIt) {
                        from(Way.PART).process(part);
                    } else {
                        from(Way.PART).to("pika:download").process(e -> bodies.add(e.getMessage().getBody(VideoStream.class)));
                    }
                }
            });
            videos.send();
            await().pollInterval(Duration.ofMillis(5)).until(() -> !read.isEmpty() && videos.rig.context.getInflightRepository().size() == 0);
        }
        assertThat(bodies).allSatisfy(body -> assertThatThrownBy(body::readAllBytes).hasMessageContaining("Give pika:download a directory"));
    }

    private void read(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (!(body instanceof VideoStream stream)) {
            read.add("-");
            return;
        }
        bodies.add(stream);
        try (stream) {
            read.add(stream.readAllBytes().length == stream.length() ? "yes" : "cut");
        } catch (IOException e) {
            read.add("no");
        }
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
