package io.github.camelpika.route;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import io.github.camelpika.PikaBudgetException;
import io.github.camelpika.PikaComponent;
import io.github.camelpika.rig.MiddayZone;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.track.BudgetState;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two hundred jobs at once from four nodes, with a budget for fifty.
 */
class BudgetRaceTest {

    private static final int JOBS = 200;
    private static final int AFFORDABLE = 50;
    private static final BigDecimal PRICE = new BigDecimal("0.10");
    private static final BigDecimal BUDGET = new BigDecimal("5.05");

    private final PikaSimulator simulator = PikaSimulator.builder()
            .durations(Durations.fixed(Duration.ofHours(1), Duration.ofHours(1))).start();
    private final List<Node> nodes = new ArrayList<>();

    /** A process, but for the process. */
    private final class Node {
        final DefaultCamelContext context = new DefaultCamelContext();
        final PikaComponent component = new PikaComponent();
        final JdbcTaskTracker tracker = new JdbcTaskTracker();

        Node(DataSource database, boolean perLabel) {
            component.getConfiguration().setGateway("vapi");
            component.getConfiguration().setBaseUri(simulator.baseUri("vapi").toString());
            component.getConfiguration().setApiKey(simulator.apiKey());
            component.getConfiguration().setCostPerJob(PRICE);
            component.getConfiguration().setCostLabel("${header.campaign}");
            component.setMaxRequestsPerSecond(10_000);
            component.setBudgetZone(MiddayZone.name());
            if (perLabel) {
                component.setMaxCostPerLabel(BUDGET);
            } else {
                component.setMaxCostPerDay(BUDGET);
            }
            if (database != null) {
                tracker.setDataSource(database);
                component.setTaskTracker(tracker);
            }
            context.addComponent("pika", component);
            context.start();
            nodes.add(this);
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> {
            node.context.stop();
            node.tracker.close();
        });
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({ "POSTGRESQL,4,false,?queue=q", "POSTGRESQL,4,true,?idempotentKey=${header.job}", "H2,4,false,''", "POSTGRESQL,4,false,''",
            ",1,false,''", ",1,true,?queue=q" })
    void exactlyAsManyArePostedAsTheBudgetIsFor(TestDatabases database, int processes, boolean perLabel, String options) throws Exception {
        DataSource dataSource = database == null ? null : database.fresh();
        for (int i = 0; i < processes; i++) {
            new Node(dataSource, perLabel);
        }
        List<Exchange> done = submitAtOnce("pika:generate" + options);

        List<Exception> failures = done.stream().filter(Exchange::isFailed).map(Exchange::getException).toList();
        assertThat(failures).filteredOn(failure -> !(failure instanceof PikaBudgetException)).isEmpty();
        List<PikaBudgetException> refusals = failures.stream().map(PikaBudgetException.class::cast).toList();
        assertThat(refusals).hasSize(JOBS - AFFORDABLE);
        assertThat(simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE)).hasSize(AFFORDABLE);
        assertThat(refusals).allSatisfy(refusal -> {
            assertThat(refusal.getSpent()).isEqualByComparingTo("0");
            assertThat(refusal.getReserved()).isEqualByComparingTo("5");
            assertThat(refusal.getLeft()).isEqualByComparingTo("0.05");
            assertThat(refusal.getLabel()).isEqualTo(perLabel ? "spring" : null);
        });
        for (Node node : nodes) {
            BudgetState budget = perLabel ? node.component.services().costs().budgetOf("spring").orElseThrow()
                    : node.component.services().costs().budgets().get(0);
            assertThat(budget.totals().used()).as("the same on all nodes").isEqualTo(5_000_000);
        }
    }

    private List<Exchange> submitAtOnce(String uri) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            DefaultCamelContext context = nodes.get(i % nodes.size()).context;
            AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
            producer.start();
            Exchange exchange = context.getEndpoint(uri).createExchange();
            exchange.getMessage().setBody("a cat");
            exchange.getMessage().setHeaders(new HashMap<>(Map.of("campaign", "spring", "job", i)));
            CompletableFuture<Exchange> future = new CompletableFuture<>();
            sent.add(future);
            new Thread(() -> {
                try {
                    start.await();
                    producer.process(exchange, sync -> future.complete(exchange));
                } catch (InterruptedException e) {
                    future.completeExceptionally(e);
                }
            }).start();
        }
        start.countDown();
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        return sent.stream().map(CompletableFuture::join).toList();
    }
}
