package io.github.camelpika.route;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaInvalidRequestException;
import io.github.camelpika.PikaTaskEvent;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * {@code pika:cost}, and the same report from the dev console.
 */
class CostReportTest {

    private static final String HEADING = "day,label,route,model,gateway,unit,tasks,quoted,reserved,settled,refunded,spent\r\n";

    private final PikaRig rig = new PikaRig().use("pika");

    @BeforeEach
    void start() throws Exception {
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("makes").to("pika:generate?costLabel=${header.campaign}").to("pika:feed");
                from("direct:points").routeId("points").to("pika:generate?gateway=cometapi&baseUri="
                        + rig.simulator.baseUri("cometapi")).to("pika:feed?gateway=cometapi&baseUri=" + rig.simulator.baseUri("cometapi"));
                from("direct:report").to("pika:cost");
            }
        }).start();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private void make(String uri, Map<String, Object> headers) {
        rig.finish(rig.send(uri, "a cat", headers));
    }

    private Exchange report(String uri, Map<String, Object> headers) {
        return rig.send(uri, "", headers).getNow(null);
    }

    private String csv(String days) {
        Exchange exchange = report("pika:cost?reportDays=" + days, Map.of());
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class)).startsWith("text/csv");
        return exchange.getMessage().getBody(String.class);
    }

    @Test
    void hasALineForEachLabelRouteModelGatewayAndUnit() {
        make("direct:in", Map.of("campaign", "spring"));
        make("direct:in", Map.of("campaign", "spring"));
        make("direct:in", Map.of("campaign", "autumn", PikaConstants.RESOLUTION, "720p"));
        make("direct:points", Map.of());
        assertThat(csv("today")).isEqualTo(HEADING
                + "2026-01-01,,points,,cometapi,points,1,0,0,400,0,400\r\n"
                + "2026-01-01,autumn,makes,,pika,USD,1,0,0,0.2,0,0.2\r\n"
                + "2026-01-01,spring,makes,,pika,USD,2,0,0,0.9,0,0.9\r\n");
    }

    @Test
    void isOfTheDayBeforeWhereNobodySaysOtherwise() {
        make("direct:in", Map.of());
        assertThat(report("direct:report", Map.of()).getMessage().getBody()).isEqualTo(HEADING);
        rig.advance(Duration.ofDays(1));
        make("direct:in", Map.of());
        assertThat(report("direct:report", Map.of()).getMessage().getBody(String.class)).startsWith(HEADING + "2026-01-01,")
                .hasLineCount(2);
        assertThat(report("direct:report", Map.of(PikaConstants.REPORT_DAYS, "2026-01-01/2026-01-02")).getMessage().getBody(String.class))
                .hasLineCount(3);
    }

    @Test
    void addsUpPointsAndDollarsApart() throws Exception {
        make("direct:in", Map.of());
        make("direct:points", Map.of());
        Exchange exchange = report("pika:cost?reportFormat=json&reportDays=month", Map.of());
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        JsonNode json = Json.MAPPER.readTree(exchange.getMessage().getBody(String.class));
        assertThat(json.path("component").asText()).isEqualTo("pika");
        assertThat(json.path("from").asText()).isEqualTo("2026-01-01");
        assertThat(json.path("lines")).hasSize(2);
        assertThat(json.path("totals")).hasSize(2);
        assertThat(json.path("totals").get(0).path("unit").asText()).isEqualTo("points");
        assertThat(json.path("totals").get(0).path("spent").asLong()).isEqualTo(400);
        assertThat(json.path("totals").get(1).path("spent").decimalValue()).isEqualByComparingTo("0.45");
    }

    @Test
    void aLabelIsAFieldAndNoFormula() {
        make("direct:in", Map.of("campaign", "=HYPERLINK(\"https://evil.example\",1)"));
        make("direct:in", Map.of("campaign", "a, \"b\"\nc"));
        assertThat(csv("today")).contains("2026-01-01,\"'=HYPERLINK(\"\"https://evil.example\"\",1)\",makes")
                .contains("2026-01-01,\"a, \"\"b\"\" c\",makes").hasLineCount(3);
    }

    @Test
    void daysThatAreNoneAreToldAtTheStartOrWithTheMessage() {
        assertThatThrownBy(() -> rig.context.getEndpoint("pika:cost?reportDays=lately").start())
                .hasStackTraceContaining("reportDays 'lately' is not valid: use today, yesterday, month, a day");
        assertThat(report("direct:report", Map.of(PikaConstants.REPORT_DAYS, "lately")).getException())
                .isInstanceOf(PikaInvalidRequestException.class).hasMessageContaining("reportDays 'lately' is not valid");
    }

    @Test
    void noGatewayIsAskedAndNoKeyIsNeeded() {
        rig.component.getConfiguration().setApiKey(null);
        assertThat(csv("today")).isEqualTo(HEADING);
        assertThat(rig.simulator.requests()).isEmpty();
    }

    private String console(DevConsole.MediaType type, Map<String, Object> options) {
        Object shown = DevConsoleRegistry.get(rig.context).resolveById("pika").call(type, options);
        return shown instanceof JsonObject json ? json.toJson() : shown.toString();
    }

    @Test
    void theConsoleHasTheSameReport() throws Exception {
        make("direct:in", Map.of("campaign", "spring"));
        assertThat(console(DevConsole.MediaType.TEXT, Map.of("command", "cost"))).isEqualTo(csv("today"));
        String json = console(DevConsole.MediaType.TEXT, Map.of("command", "cost", "format", "json", "days", "today"));
        assertThat(Json.MAPPER.readTree(json).get(0).path("lines").get(0).path("label").asText()).isEqualTo("spring");
        JsonNode asJson = Json.MAPPER.readTree(console(DevConsole.MediaType.JSON, Map.of("command", "cost")));
        assertThat(asJson.path("reports").get(0).path("totals").get(0).path("spent").decimalValue()).isEqualByComparingTo("0.45");
        assertThat(console(DevConsole.MediaType.TEXT, Map.of("command", "cost", "days", "x")))
                .contains("reportDays 'x' is not valid");
    }

    @Test
    void theConsoleShowsWhatTodayCosts() throws Exception {
        make("direct:in", Map.of("campaign", "spring"));
        JsonNode view = Json.MAPPER.readTree(console(DevConsole.MediaType.JSON, Map.of())).path("components").get(0);
        assertThat(view.path("costs").get(0).path("label").asText()).isEqualTo("spring");
        assertThat(view.path("costs").get(0).path("spent").decimalValue()).isEqualByComparingTo("0.45");
    }

    @ParameterizedTest
    @ValueSource(strings = { "SETTLED_LATE", "NEVER_SETTLED" })
    void anEventTellsAChargeThatComesLater(Fault fault) {
        List<PikaTaskEvent> charged = new ArrayList<>();
        rig.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof PikaTaskEvent task && task.getWhat() == PikaTaskEvent.What.CHARGED) {
                    charged.add(task);
                }
            }
        });
        rig.simulator.faults().next(Operation.GENERATE, fault);
        make("direct:in", Map.of());
        assertThat(charged).isEmpty();
        rig.advance(Duration.ofMinutes(2));
        if (fault == Fault.SETTLED_LATE) {
            assertThat(charged).singleElement().extracting(PikaTaskEvent::getCost).isEqualTo(new BigDecimal("0.45"));
        } else {
            assertThat(charged).isEmpty();
        }
    }
}
