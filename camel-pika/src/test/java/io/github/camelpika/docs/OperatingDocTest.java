package io.github.camelpika.docs;

import java.io.IOException;
import java.io.StringReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The properties of docs/operating.adoc bring the pages that it names. */
class OperatingDocTest {

    private static final Path DOC = Path.of("..", "docs", "operating.adoc");
    private static final Pattern METRIC = Pattern.compile("`(camel_pika_\\w+)`");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void thePagesAreThere() throws Exception {
        String doc = Files.readString(DOC);
        int port = freePort();
        try (PikaSimulator simulator = PikaSimulator.builder().start()) {
            Main main = new Main();
            main.addInitialProperty("camel.component.pika.base-uri", simulator.baseUri("cometapi").toString());
            main.addInitialProperty("camel.component.pika.api-key", simulator.apiKey());
            for (Snippet snippet : Snippet.of("operating.adoc", "properties")) {
                Properties properties = new Properties();
                properties.load(new StringReader(snippet.text().replace("9876", String.valueOf(port))));
                properties.remove("camel.health.exclude-pattern");
                properties.forEach((name, value) -> main.addInitialProperty(name.toString(), value.toString()));
            }
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("pika:generate?queue=films");
                    from("pika:feed?queue=films").to("mock:out");
                }
            });
            main.start();
            try {
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(page(port, "/observe/health/ready"))
                        .startsWith("200").contains("\"pika\""));
                assertThat(page(port, "/observe/health/live")).startsWith("200").contains("\"pika-waiter\"");
                assertThat(page(port, "/q/dev/pika")).startsWith("200").contains("films").contains("5000");
                // histograms and costs come with the first value; MetricsPageTest looks for those
                String metrics = page(port, "/observe/metrics");
                Matcher named = METRIC.matcher(doc);
                while (named.find()) {
                    assertThat(metrics + " camel_pika_task_duration_seconds camel_pika_detection_delay_seconds"
                               + " camel_pika_rate_limit_wait_seconds camel_pika_cost_usd_spent camel_pika_cost_usd_reserved"
                               + " camel_pika_cost_points_spent camel_pika_cost_points_reserved camel_pika_budget_limit"
                               + " camel_pika_budget_left").contains(named.group(1));
                }
            } finally {
                main.stop();
            }
        }
    }

    /** As they are shown: only the port and what the reader puts in is another. */
    @Test
    void theCommandsThatResolveASubmissionWorkAsTheyAreShown() throws Exception {
        List<String> commands = Snippet.of("operating.adoc", "shell").stream().flatMap(snippet -> snippet.text().lines())
                .filter(line -> line.startsWith("curl ")).toList();
        assertThat(commands).hasSize(3);
        int port = freePort();
        try (PikaSimulator simulator = PikaSimulator.builder().start()) {
            Main main = new Main();
            main.addInitialProperty("camel.component.pika.base-uri", simulator.baseUri("cometapi").toString());
            main.addInitialProperty("camel.component.pika.api-key", simulator.apiKey());
            main.addInitialProperty("camel.management.enabled", "true");
            main.addInitialProperty("camel.management.port", String.valueOf(port));
            main.addInitialProperty("camel.management.dev-console-enabled", "true");
            main.addInitialProperty("camel.main.dev-console-enabled", "true");
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("pika:generate?queue=films");
                }
            });
            main.start();
            try {
                simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE, 2);
                main.getCamelTemplate().sendBody("direct:in", "a cat");
                main.getCamelTemplate().sendBody("direct:in", "a dog");
                String taskId = simulator.tasks().get(0).id();
                assertThat(run(commands.get(1), port, shown(commands.get(0), port, "a cat"), taskId)).contains("is task " + taskId);
                assertThat(run(commands.get(2), port, shown(commands.get(0), port, "a dog"), taskId)).contains("Forgotten");
                assertThat(run(commands.get(0), port, new String[] { "", "" }, "")).doesNotContain("confirm=");
            } finally {
                main.stop();
            }
        }
    }

    private String[] shown(String command, int port, String prompt) throws Exception {
        Matcher shown = Pattern.compile("id=(\\S+) confirm=(\\S+) .*prompt=" + prompt).matcher(run(command, port, new String[] { "", "" }, ""));
        assertThat(shown.find()).isTrue();
        return new String[] { shown.group(1), shown.group(2) };
    }

    private String run(String command, int port, String[] idAndCode, String taskId) throws Exception {
        String address = command.replace("9876", String.valueOf(port)).replace("ID", idAndCode[0]).replace("CODE", idAndCode[1])
                .replace("TASK", taskId).replaceAll("^curl '|'$", "");
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private String page(int port, String path) throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + "\n" + answer.body();
    }
}
