package io.github.camelpika.route;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.camelpika.PikaBudgetException;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.BudgetState;
import io.github.camelpika.track.CostLine;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Budgets in US dollars, where a gateway tells them, and where it doesn't.
 */
class MoneyTest {

    /** What the simulator takes for five seconds at 1080p, and at 720p. */
    private static final long LARGE = 450_000;
    private static final long SMALL = 200_000;

    private final PikaRig rig = new PikaRig();

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private void start(String gateway) throws Exception {
        rig.use(gateway).with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("makes").to("pika:generate?costLabel=${header.campaign}").to("pika:feed");
                from("direct:queue").routeId("queues").to("pika:generate?queue=q&costLabel=${header.campaign}");
                from("pika:feed?queue=q").to("mock:out");
            }
        }).start();
    }

    private Exchange make(String uri, Map<String, Object> headers) {
        return rig.finish(rig.send(uri, "a cat", headers));
    }

    private long asked(Operation operation) {
        return rig.simulator.requests().stream().filter(request -> request.operation() == operation).count();
    }

    private BudgetState budget() {
        return rig.component.services().costs().budgets().get(0);
    }

    private List<CostLine> lines() {
        var today = rig.component.services().costs().today();
        return rig.component.services().costs().report(today, today).lines();
    }

    @Test
    void aQuoteIsHeldBackAndTheChargeReplacesIt() throws Exception {
        rig.component.setMaxCostPerDay(new BigDecimal("5"));
        start("pika");
        CompletableFuture<Exchange> sent = rig.send("direct:in", "a cat");
        assertThat(budget().totals().reserved()).isEqualTo(LARGE);
        Exchange done = rig.finish(sent);
        assertThat(budget().totals().reserved()).isZero();
        assertThat(budget().totals().spent()).isEqualTo(LARGE);
        assertThat(done.getMessage().getHeader(PikaConstants.COST)).isEqualTo("0.45");
    }

    @Test
    void theQuoteIsToldWithTheTask() throws Exception {
        rig.component.setMaxCostPerDay(new BigDecimal("5"));
        start("pika");
        Exchange submitted = make("direct:queue", Map.of(PikaConstants.RESOLUTION, "720p"));
        assertThat(submitted.getMessage().getHeader(PikaConstants.COST)).isEqualTo(new BigDecimal("0.2"));
        assertThat(submitted.getMessage().getHeader(PikaConstants.COST_STATE)).isEqualTo("quoted");
    }

    @Test
    void nobodyAsksForAPriceThatNothingDependsOn() throws Exception {
        start("pika");
        Exchange done = make("direct:in", Map.of());
        assertThat(asked(Operation.QUOTE)).isZero();
        assertThat(done.getException()).isNull();
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.spent()).isEqualTo(LARGE);
            assertThat(line.route()).isEqualTo("makes");
        });
    }

    @Test
    void aJobThatIsQuotedHigherThanAnyMayCostIsNotPosted() throws Exception {
        rig.component.getConfiguration().setMaxCostPerJob(new BigDecimal("0.30"));
        start("pika");
        Exchange refused = make("direct:in", Map.of());
        assertThat(refused.getException()).isInstanceOf(PikaBudgetException.class)
                .hasMessageContaining("Pika quotes $0.45 for the job, which is more than maxCostPerJob=0.30");
        assertThat(asked(Operation.GENERATE)).isZero();
        assertThat(lines()).isEmpty();
        assertThat(make("direct:in", Map.of(PikaConstants.RESOLUTION, "720p")).getException()).isNull();
    }

    @Test
    void withoutAQuoteThePriceOfTheOptionCounts() throws Exception {
        rig.component.getConfiguration().setMaxCostPerJob(new BigDecimal("0.30"));
        rig.component.getConfiguration().setCostPerJob(new BigDecimal("0.40"));
        start("vapi");
        assertThat(make("direct:in", Map.of()).getException()).isInstanceOf(PikaBudgetException.class)
                .hasMessageContaining("its costPerJob is $0.4 for the job");
        assertThat(asked(Operation.GENERATE)).isZero();
    }

    @Test
    void aPriceThatIsNotToldIsNoPriceBelowTheLimit() throws Exception {
        rig.component.getConfiguration().setMaxCostPerJob(new BigDecimal("0.30"));
        start("pika");
        rig.simulator.faults().next(Operation.QUOTE, Fault.SERVER_ERROR);
        assertThat(make("direct:in", Map.of()).getException()).isInstanceOf(PikaException.class)
                .hasMessageContaining("Pika did not say what the job would cost, and maxCostPerJob=0.30 is set");
        assertThat(asked(Operation.GENERATE)).isZero();
    }

    @Test
    void withABudgetOfTheDayAJobWithoutAQuoteGoesOn() throws Exception {
        rig.component.setMaxCostPerDay(new BigDecimal("5"));
        rig.component.getConfiguration().setCostPerJob(new BigDecimal("0.50"));
        start("pika");
        rig.simulator.faults().next(Operation.QUOTE, Fault.SERVER_ERROR);
        CompletableFuture<Exchange> sent = rig.send("direct:in", "a cat");
        assertThat(budget().totals().reserved()).isEqualTo(500_000);
        assertThat(rig.finish(sent).getException()).isNull();
        assertThat(budget().totals().spent()).isEqualTo(LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:in", "direct:queue" })
    void whereNoGatewayTellsThePriceOfTheOptionIsSpent(String uri) throws Exception {
        rig.component.setMaxCostPerDay(new BigDecimal("0.25"));
        rig.component.getConfiguration().setCostPerJob(new BigDecimal("0.10"));
        start("vapi");
        for (int i = 0; i < 2; i++) {
            assertThat(make(uri, Map.of()).getException()).isNull();
        }
        assertThat(make(uri, Map.of()).getException()).isInstanceOf(PikaBudgetException.class)
                .hasMessageContaining("maxCostPerDay=0.25 leaves $0.05, and the job takes $0.1");
        rig.advance(Duration.ofMinutes(5));
        assertThat(budget().totals().spent()).isEqualTo(200_000);
        assertThat(asked(Operation.GENERATE)).isEqualTo(2);
    }

    @Test
    void eachLabelHasABudgetOfItsOwn() throws Exception {
        rig.component.setMaxCostPerLabel(new BigDecimal("0.50"));
        start("pika");
        assertThat(make("direct:in", Map.of("campaign", "spring")).getException()).isNull();
        assertThat(make("direct:in", Map.of("campaign", "spring")).getException()).isInstanceOf(PikaBudgetException.class)
                .hasMessageContaining("maxCostPerLabel=0.5 for the label 'spring'");
        assertThat(make("direct:in", Map.of("campaign", "autumn")).getException()).isNull();
        assertThat(make("direct:in", Map.of()).getException()).isNull();
        assertThat(make("direct:in", Map.of()).getException()).isInstanceOf(PikaBudgetException.class)
                .hasMessageContaining("for jobs without a label");
        assertThat(lines()).extracting(CostLine::label).containsExactly(null, "autumn", "spring");
        assertThat(rig.component.services().costs().budgetOf("spring")).get()
                .satisfies(budget -> assertThat(budget.left()).isEqualTo(50_000));
    }

    @Test
    void aFailedJobThatCostNothingGivesItsReservationBack() throws Exception {
        rig.component.setMaxCostPerDay(new BigDecimal("5"));
        start("pika");
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);
        make("direct:in", Map.of());
        assertThat(budget().totals().used()).isZero();
    }

    @Test
    void aChargeThatNobodyWillTellIsTakenToBeItsQuote() throws Exception {
        rig.component.setMaxCostPerDay(new BigDecimal("5"));
        start("pika");
        rig.simulator.faults().next(Operation.GENERATE, Fault.NEVER_SETTLED);
        make("direct:in", Map.of(PikaConstants.RESOLUTION, "720p"));
        assertThat(budget().totals().spent()).isEqualTo(SMALL);
        assertThat(budget().totals().reserved()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:in", "direct:queue" })
    void aChargeThatIsToldLaterIsAskedForAgain(String uri) throws Exception {
        rig.component.setMaxCostPerDay(new BigDecimal("5"));
        rig.component.getConfiguration().setCostPerJob(new BigDecimal("0.90"));
        start("pika");
        rig.simulator.faults().next(Operation.QUOTE, Fault.SERVER_ERROR);
        rig.simulator.faults().next(Operation.GENERATE, Fault.SETTLED_LATE);
        rig.send(uri, "a cat");
        // it ends after 120 s, and its charge is known 30 s later
        rig.advance(Duration.ofSeconds(135));
        assertThat(lines()).singleElement().extracting(CostLine::settled).isEqualTo(0L);
        assertThat(budget().totals().reserved()).isEqualTo(900_000);
        rig.advance(Duration.ofMinutes(2));
        assertThat(budget().totals().reserved()).isZero();
        assertThat(budget().totals().spent()).isEqualTo(LARGE);
        long polls = asked(Operation.FEED);
        rig.advance(Duration.ofHours(6));
        assertThat(asked(Operation.FEED)).as("nobody asks any more").isEqualTo(polls);
    }

    /** Of two keys only one has the task. */
    @Test
    void aChargeThatIsToldLaterIsAskedForWithEachKey() throws Exception {
        start("pika");
        Exchange other = rig.finish(rig.send("pika:feed?wait=false&taskId=no-such-task&apiKey=another-key-of-ours", null));
        assertThat(other.getException()).isNotNull();
        rig.simulator.faults().next(Operation.GENERATE, Fault.SETTLED_LATE);
        make("direct:in", Map.of());
        rig.advance(Duration.ofMinutes(2));
        assertThat(lines()).singleElement().extracting(CostLine::settled).isEqualTo(LARGE);
    }

    @Test
    void unitsAtAPriceAreMoney() throws Exception {
        rig.component.setMaxCostPerDay(new BigDecimal("5"));
        rig.component.getConfiguration().setUnitPrice(new BigDecimal("0.04"));
        start("fal");
        Exchange done = make("direct:in", Map.of());
        BigDecimal cost = done.getMessage().getHeader(PikaConstants.COST, BigDecimal.class);
        assertThat(cost).isPositive();
        assertThat(budget().totals().spent()).isEqualTo(cost.movePointRight(6).longValueExact());
    }
}
