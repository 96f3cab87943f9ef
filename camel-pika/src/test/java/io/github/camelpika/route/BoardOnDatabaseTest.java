package io.github.camelpika.route;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.rig.BoardRig;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The board of one process, while another one on the same database did the work.
 */
class BoardOnDatabaseTest {

    private final DataSource database = TestDatabases.H2.fresh();
    private final PikaRig worker = new PikaRig();
    private final PikaRig rig = new PikaRig();
    private final JdbcTaskTracker workersTracker = tracker();
    private final JdbcTaskTracker tracker = tracker();
    private BoardRig board;

    @TempDir
    Path videos;

    private JdbcTaskTracker tracker() {
        JdbcTaskTracker made = new JdbcTaskTracker();
        made.setDataSource(database);
        return made;
    }

    @BeforeEach
    void start() throws Exception {
        worker.component.setTaskTracker(workersTracker);
        rig.component.setTaskTracker(tracker);
        worker.with(routes()).start();
    }

    private void open() throws Exception {
        board = new BoardRig(rig, "", routes());
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate?idempotentKey=${body}").to("pika:feed").to("pika:download?directory=" + videos);
            }
        };
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
        worker.close();
        tracker.close();
        workersTracker.close();
    }

    private JsonNode ended(String query) {
        return board.board(query).path("ended");
    }

    @Test
    void whatAnotherProcessHasDoneIsShown() throws Exception {
        rig.component.getConfiguration().setBaseUri(worker.simulator.baseUri("cometapi").toString());
        open();
        worker.finish(worker.send("direct:in", "a cat"));
        JsonNode card = ended("").path("tasks").path(0);
        assertThat(card.path("state").asText()).isEqualTo("succeeded");
        assertThat(card.path("prompt").asText()).isEqualTo("a cat");
        assertThat(card.path("points").asInt()).isEqualTo(400);
        assertThat(card.path("at").asLong()).isBetween(System.currentTimeMillis() / 1_000 - 60, System.currentTimeMillis() / 1_000);
        assertThat(card.toString()).doesNotContain("://");

        HttpResponse<byte[]> video = board.bytes("media/" + card.path("id").asText() + "/video");
        assertThat(video.statusCode()).isEqualTo(200);
        assertThat(video.headers().firstValue("Content-Type")).hasValue("video/mp4");
        assertThat(ended("?q=cat").path("total").asInt()).isEqualTo(1);
        assertThat(ended("?q=dog").path("total").asInt()).isZero();
    }

    @Test
    void whatThisProcessHasSeenItselfIsThereOnce() throws Exception {
        open();
        rig.finish(rig.send("direct:in", "a cat"));
        assertThat(ended("").path("total").asInt()).isEqualTo(1);
        assertThat(ended("").path("tasks").path(0).path("file").asText()).endsWith(".mp4");
    }

    @Test
    void theDatabaseIsNotAskedForItWithEachLook() throws Exception {
        open();
        assertThat(ended("").path("total").asInt()).isZero();
        worker.finish(worker.send("direct:in", "a cat"));
        assertThat(ended("").path("total").asInt()).isZero();
        rig.advance(Duration.ofSeconds(11));
        assertThat(ended("").path("total").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsOfAnotherComponentIsItsOwn() throws Exception {
        rig.add("pika-vapi", "vapi").setTaskTracker(tracker);
        open();
        worker.finish(worker.send("direct:in", "a cat"));
        assertThat(ended("").path("tasks").path(0).path("component").asText()).isEqualTo("pika");
        assertThat(ended("").path("total").asInt()).isEqualTo(1);
    }
}
