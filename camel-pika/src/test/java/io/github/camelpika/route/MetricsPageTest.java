package io.github.camelpika.route;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpika.rig.MainRig;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The page that Prometheus reads, of an application that Camel Main runs. */
public class MetricsPageTest {

    @TempDir
    Path directory;
    private MainRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new MainRig(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("makes").to("pika:generate").to("pika:feed").to("pika:download?directory=" + directory);
                from("direct:dollars").routeId("dollars").toD("pika:generate?gateway=vapi&baseUri=${header.base}&costPerJob=0.10"
                        + "&costLabel=$simple{header.campaign}");
                from("direct:queue").to("pika:generate?queue=films");
                from("pika:feed?queue=films").to("mock:out");
            }
        }, Map.of("camel.management.metricsEnabled", "true", "camel.metrics.enabled", "true",
                "camel.component.pika.maxPointsPerDay", "1000", "camel.component.pika.maxCostPerDay", "5"));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void pageHas(String... lines) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(rig.page("/observe/metrics")).startsWith("200")
                .contains(lines));
    }

    @Test
    void countsWhatHappensToAVideo() throws Exception {
        rig.template().requestBody("direct:in", "a cat");
        String at = "camelContext=\"" + rig.context().getName() + "\",gateway=\"cometapi\"";
        pageHas("camel_pika_submissions_total{" + at + ",outcome=\"accepted\"} 1.0",
                "camel_pika_polls_total{" + at + ",result=\"succeeded\"} 1.0",
                "camel_pika_tasks_total{" + at + ",state=\"succeeded\"} 1.0",
                "camel_pika_points_total{" + at + "} ",
                "camel_pika_task_duration_seconds_bucket{" + at + ",input=\"text\",le=\"30.0\"} 1",
                "camel_pika_detection_delay_seconds_count{" + at + "} 1",
                "camel_pika_rate_limit_wait_seconds_count{call=\"submission\"," + at + "} 1",
                "camel_pika_downloads_total{camelContext=\"" + rig.context().getName() + "\",outcome=\"whole\"} 1.0",
                "camel_pika_download_bytes_total{camelContext=\"" + rig.context().getName() + "\"} ",
                "camel_pika_waiting{camelContext=\"" + rig.context().getName() + "\",component=\"pika\"} 0.0");
    }

    @Test
    void showsWhatIsInAQueue() throws Exception {
        rig.template().sendBody("direct:queue", "a cat");
        pageHas("camel_pika_queue_tasks{camelContext=\"" + rig.context().getName() + "\",queue=\"films\",state=\"dead\"} 0.0");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(rig.page("/observe/metrics"))
                .contains("state=\"succeeded\"} 1.0"));
    }

    private void dollars(int jobs) throws Exception {
        for (int i = 0; i < jobs; i++) {
            rig.template().sendBodyAndHeaders("direct:dollars", "a cat", Map.of("base", rig.baseUri("vapi"), "campaign", "c" + i));
        }
    }

    @Test
    void showsWhatTodayCostsAndWhatIsLeft() throws Exception {
        rig.template().requestBody("direct:in", "a cat");
        dollars(1);
        String at = "camelContext=\"" + rig.context().getName() + "\",component=\"pika\",";
        pageHas("camel_pika_cost_points_spent{" + at + "gateway=\"cometapi\",label=\"none\",model=\"none\",route=\"makes\"} 400.0",
                "camel_pika_cost_usd_reserved{" + at + "gateway=\"vapi\",label=\"c0\",model=\"none\",route=\"dollars\"} 0.1",
                "camel_pika_budget_left{" + at + "option=\"maxPointsPerDay\",unit=\"points\"} 600.0",
                "camel_pika_budget_reserved{" + at + "option=\"maxCostPerDay\",unit=\"USD\"} 0.1",
                "camel_pika_budget_limit{" + at + "option=\"maxCostPerDay\",unit=\"USD\"} 5.0");
    }

    @Test
    void theDashboardAsksOnlyForWhatIsOnThePage() throws Exception {
        rig.template().requestBody("direct:in", "a cat");
        dollars(1);
        String dashboard = Files.readString(Path.of("..", "docs", "grafana", "camel-pika.json"));
        Set<String> metrics = Pattern.compile("camel_pika_\\w+").matcher(dashboard).results().map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(metrics).hasSizeGreaterThan(10);
        pageHas(metrics.toArray(String[]::new));
        assertThat(new ObjectMapper().readTree(dashboard).path("panels")).hasSizeGreaterThan(10);
    }

    @Test
    void whatHasNotHappenedYetIsShownAsZeroSoThatTheFirstTimeIsSeen() {
        pageHas("gateway=\"cometapi\",outcome=\"unknown\"} 0.0", "camel_pika_download_resumes_total");
    }

    @Test
    void aRouteThatStopsTakesItsQueueAlong() throws Exception {
        pageHas("queue=\"films\"");
        for (var route : rig.context().getRoutes()) {
            rig.context().getRouteController().stopRoute(route.getRouteId());
        }
        assertThat(rig.page("/observe/metrics")).doesNotContain("queue=\"films\"");
    }
}
