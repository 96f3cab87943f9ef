package io.github.camelpika.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelpika.fetch.VideoStream;
import io.github.camelpika.rig.DownloadedBodies;
import io.github.camelpika.rig.Way;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
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

    private volatile boolean downloads;

    static Stream<Way> ways() {
        return Way.all();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void bodyIsReadAsTheTableSays(Way way) throws Exception {
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
                    from("direct:start").to("pika:download").to("direct:in");
                    from("direct:behind").process(e -> downloads = true).to("direct:in").process(e -> read(e));
                    from(Way.PART).choice()
                            .when(e -> downloads).to("pika:download").process(e -> bodies.add(e.getMessage().getBody(VideoStream.class)))
                            .otherwise().process(e -> read(e)).end();
                }
            });
            String[] said = table().get(way.name());
            assertThat(read("direct:start")).as("downloaded before, read in it").containsOnly(said[0]);
            assertThat(read("direct:behind")).as("downloaded in it, read behind it").containsOnly(said[1]);
        }
        assertThat(bodies).allSatisfy(body -> assertThatThrownBy(body::readAllBytes).hasMessageContaining("Give pika:download a directory"));
    }

    private List<String> read(String start) throws Exception {
        read.clear();
        videos.rig.send(start, videos.task).get();
        await().pollInterval(Duration.ofMillis(5)).until(() -> !read.isEmpty() && videos.rig.context.getInflightRepository().size() == 0);
        return read;
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
