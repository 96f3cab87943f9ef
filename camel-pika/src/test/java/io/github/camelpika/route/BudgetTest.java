package io.github.camelpika.route;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.camelpika.PikaBudgetException;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.rig.FlakyTracker;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.BudgetState;
import io.github.camelpika.track.CostLedger;
import io.github.camelpika.track.CostLine;
import io.github.camelpika.track.MemoryTaskTracker;
import io.github.camelpika.track.TaskTracker;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BudgetTest {

    private static final long PRICE = 400;

    private final PikaRig rig = new PikaRig();

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private void start(long most) throws Exception {
        rig.component.setMaxPointsPerDay(most);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate").to("pika:feed");
                from("direct:key").to("pika:generate?idempotentKey=${body}").to("pika:feed");
                from("direct:queue").to("pika:generate?queue=q");
                from("pika:feed?queue=q").to("mock:out");
            }
        }).start();
    }

    private void costs(long points) {
        rig.component.getConfiguration().setCostPerJob(BigDecimal.valueOf(points));
    }

    private Exchange make(String uri) {
        return rig.finish(rig.send(uri, "a cat"));
    }

    private long posts() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).count();
    }

    private BudgetState budget() {
        return rig.component.services().costs().budgets().get(0);
    }

    private static PikaBudgetException refused(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(PikaBudgetException.class);
        return exchange.getException(PikaBudgetException.class);
    }

    @Test
    void whatIsSpentIsRefusedUntilTheNextDay() throws Exception {
        start(1);
        assertThat(make("direct:in").getException()).isNull();
        PikaBudgetException refusal = refused(make("direct:in"));
        assertThat(refusal).hasMessageContaining("maxPointsPerDay=1 is used up").hasMessageContaining("2026-01-01 (UTC)")
                .hasMessageContaining("400 points are spent, 0 points are reserved, and 0 points are left")
                .hasMessageContaining("2026-01-02T00:00:00Z, which is midnight UTC");
        assertThat(refusal.getSpent()).isEqualByComparingTo("400");
        assertThat(refusal.getLeft()).isZero();
        assertThat(refusal.getResumes()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(posts()).isEqualTo(1);
        rig.advance(Duration.ofDays(1));
        assertThat(make("direct:in").getException()).isNull();
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void whatIsOnItsWayIsHeldBack() throws Exception {
        costs(PRICE);
        start(3 * PRICE + 1);
        for (int i = 0; i < 3; i++) {
            rig.send("direct:queue", "a cat");
        }
        assertThat(budget().totals().reserved()).isEqualTo(3 * PRICE);
        PikaBudgetException refusal = refused(make("direct:in"));
        assertThat(refusal).hasMessageContaining("maxPointsPerDay=1201 leaves 1 points, and the job takes 400 points");
        assertThat(refusal.getReserved()).isEqualByComparingTo("1200");
        assertThat(posts()).isEqualTo(3);
    }

    @Test
    void whatWouldWaitInVainIsToldAtOnceWhileOthersStandAtTheDoor() throws Exception {
        costs(PRICE);
        rig.component.setMaxRequestsPerSecond(0.5);
        start(5 * PRICE);
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add(rig.send("direct:queue", "a cat"));
        }
        assertThat(posts()).as("one in two seconds").isLessThan(3);
        List<Exchange> told = sent.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).filter(Exchange::isFailed).toList();
        assertThat(told).hasSize(15).allSatisfy(exchange -> assertThat(refused(exchange).getReserved()).isEqualByComparingTo("2000"));
        rig.advance(Duration.ofMinutes(1));
        assertThat(posts()).isEqualTo(5);
        assertThat(sent).allMatch(CompletableFuture::isDone);
    }

    @Test
    void whatGoesAwayFromTheDoorMakesRoom() throws Exception {
        costs(PRICE);
        rig.component.setMaxRequestsPerSecond(0.1);
        rig.component.getConfiguration().setSubmitTimeout(Duration.ofSeconds(5));
        start(2 * PRICE);
        rig.send("direct:queue", "a cat");
        Exchange impatient = rig.finish(rig.send("direct:queue", "a cat"));
        assertThat(impatient.getException()).hasMessageContaining("its turn did not come");
        assertThat(rig.send("direct:queue", "a cat").isDone()).as("it waits for its turn").isFalse();
    }

    @Test
    void whatWasChargedReplacesWhatWasReserved() throws Exception {
        costs(1_000);
        start(10_000);
        make("direct:in");
        assertThat(budget().totals().spent()).isEqualTo(PRICE);
        assertThat(budget().totals().reserved()).isZero();
    }

    @Test
    void withoutAPriceTheMeanOfTheLastTwentyOfItsKindIsHeldBack() throws Exception {
        start(10_000);
        make("direct:in");
        rig.advance(Duration.ofMinutes(2));
        rig.send("direct:in", "a cat");
        assertThat(budget().totals().reserved()).isEqualTo(PRICE);
        rig.send("direct:in", "a cat", Map.of(PikaConstants.IMAGE, "https://images.example/cat.png"));
        assertThat(budget().totals().reserved()).as("nothing is known of another kind").isEqualTo(PRICE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:in", "direct:key", "direct:queue" })
    void tasksCountOnceHoweverOftenTheyAreAskedAfter(String uri) throws Exception {
        start(Long.MAX_VALUE);
        Exchange first = make(uri);
        rig.advance(Duration.ofMinutes(5));
        assertThat(budget().totals().spent()).isEqualTo(PRICE);
        String taskId = first.getMessage().getHeader(PikaConstants.TASK_ID, String.class);
        rig.finish(rig.send("pika:feed?taskId=" + taskId, null));
        rig.finish(rig.send("pika:feed?wait=false&taskId=" + taskId, null));
        assertThat(budget().totals().spent()).isEqualTo(PRICE);
        assertThat(budget().totals().reserved()).isZero();
    }

    @Test
    void whatAnotherProcessSubmittedCountsOnceWhereItIsSeenToEnd() throws Exception {
        start(Long.MAX_VALUE);
        PikaRig other = rig;
        Exchange submitted = other.finish(other.send("pika:generate", "a cat"));
        String taskId = submitted.getMessage().getHeader(PikaConstants.TASK_ID, String.class);
        try (PikaRig second = new PikaRig()) {
            second.component.getConfiguration().setBaseUri(rig.simulator.baseUri("cometapi").toString());
            second.component.getConfiguration().setApiKey(rig.simulator.apiKey());
            second.start();
            rig.advance(Duration.ofMinutes(5));
            for (int i = 0; i < 2; i++) {
                second.finish(second.send("pika:feed?taskId=" + taskId, null));
            }
            assertThat(second.component.services().costs().report(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2))
                    .lines()).singleElement().extracting(CostLine::spent).isEqualTo(PRICE);
        }
    }

    @Test
    void tasksOfQueuesCountToo() throws Exception {
        start(1);
        make("direct:queue");
        rig.advance(Duration.ofMinutes(5));
        refused(make("direct:queue"));
        assertThat(posts()).isEqualTo(1);
        assertThat(rig.component.services().tracker().counts("q").waiting()).isZero();
    }

    @Test
    void whatWasGivenBackWasNotSpent() throws Exception {
        start(Long.MAX_VALUE);
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);
        Exchange failed = make("direct:in");
        assertThat(failed.getMessage().getHeader(PikaConstants.REFUND, Long.class)).isPositive();
        assertThat(budget().totals().used()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:in", "direct:key", "direct:queue" })
    void whatIsProvablyRefusedIsGivenBack(String uri) throws Exception {
        costs(PRICE);
        start(10_000);
        rig.simulator.faults().next(Operation.GENERATE, Fault.BAD_REQUEST);
        assertThat(make(uri).getException()).isNotNull();
        assertThat(budget().totals().used()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:in", "direct:key", "direct:queue" })
    void whatStandsAtTheDoorHoldsNothingBack(String uri) throws Exception {
        costs(PRICE);
        start(10_000);
        rig.simulator.faults().next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS);
        var sent = rig.send(uri, "a cat");
        assertThat(budget().totals().used()).isZero();
        rig.finish(sent);
        rig.advance(Duration.ofMinutes(5));
        assertThat(budget().totals().spent()).isEqualTo(PRICE);
        assertThat(budget().totals().reserved()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:in", "direct:key", "direct:queue" })
    void whatIsInDoubtStaysReserved(String uri) throws Exception {
        costs(PRICE);
        start(10_000);
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        make(uri);
        rig.advance(Duration.ofDays(3));
        BudgetState ofThatDay = new BudgetState(budget().limit(), null, LocalDate.of(2026, 1, 1),
                rig.component.services().costs().ledger().totals(budget().limit(), "pika", LocalDate.of(2026, 1, 1), null));
        assertThat(ofThatDay.totals().reserved()).isEqualTo(PRICE);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whatAPersonResolvesIsChargedOrGivenBack(boolean found) throws Exception {
        costs(1_000);
        start(10_000);
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        make("direct:queue");
        String id = rig.component.services().tracker().listUnknown(1).get(0).id();
        String taskId = rig.simulator.tasks().get(0).id();
        rig.component.resolveUnknown(id, found ? taskId : "");
        rig.advance(Duration.ofMinutes(5));
        assertThat(budget().totals().spent()).isEqualTo(found ? PRICE : 0);
        assertThat(budget().totals().reserved()).isZero();
    }

    @Test
    void eachPostOfAJobThatMayBePaidTwiceIsHeldBack() throws Exception {
        costs(PRICE);
        rig.component.getConfiguration().setOnUnknownSubmission("resubmit");
        start(10_000);
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        make("direct:in");
        assertThat(posts()).isEqualTo(2);
        assertThat(budget().totals().spent()).isEqualTo(PRICE);
        assertThat(budget().totals().reserved()).isEqualTo(PRICE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:in", "direct:key", "direct:queue" })
    void noRefusalOfAJobInDoubtHoldsAnythingBack(String uri) throws Exception {
        costs(PRICE);
        rig.component.getConfiguration().setOnUnknownSubmission("resubmit");
        start(10_000);
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE).next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS, 3);
        make(uri);
        rig.advance(Duration.ofMinutes(10));
        assertThat(posts()).isEqualTo(5);
        assertThat(budget().totals().spent()).isEqualTo(PRICE);
        assertThat(budget().totals().reserved()).as("of the lost one").isEqualTo(PRICE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:in", "direct:key", "direct:queue" })
    void ofAJobInDoubtThatIsRefusedAtLastOnlyTheDoubtIsHeldBack(String uri) throws Exception {
        costs(PRICE);
        rig.component.getConfiguration().setOnUnknownSubmission("resubmit");
        start(10_000);
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE).next(Operation.GENERATE, Fault.TOO_MANY_REQUESTS)
                .next(Operation.GENERATE, Fault.BAD_REQUEST);
        make(uri);
        assertThat(posts()).isEqualTo(3);
        assertThat(budget().totals().used()).isEqualTo(PRICE);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = { "BAD_REQUEST", "TOO_MANY_REQUESTS", "LOST_RESPONSE" })
    void ofAJobOfUnknownFateWhatItsNextPostsTakeIsHeldBackOnlyInDoubt(Fault then) throws Exception {
        costs(PRICE);
        start(10_000);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again").to("pika:generate?idempotentKey=${body}&onUnknownSubmission=resubmit&submitTimeout=5s");
            }
        });
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        make("direct:key");
        rig.simulator.faults().rate(Operation.GENERATE, then, 1);
        int more = 0;
        for (int i = 0; i < 3; i++) {
            long before = posts();
            make("direct:again");
            more += then == Fault.LOST_RESPONSE ? (int) (posts() - before) : 0;
        }
        assertThat(posts()).isGreaterThan(1);
        assertThat(budget().totals().used()).isEqualTo(PRICE + more * PRICE);
    }

    @Test
    void aJobThatMayNotBePostedAgainAfterAllHoldsNothingMoreBack() throws Exception {
        FlakyTracker flaky = new FlakyTracker();
        rig.component.setTaskTracker(flaky.tracker);
        costs(PRICE);
        start(10_000);
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        make("direct:key");
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again").to("pika:generate?idempotentKey=${body}&onUnknownSubmission=resubmit");
            }
        });
        flaky.fails("resubmit", 1);
        assertThat(make("direct:again").getException()).hasMessageContaining("the database is away");
        assertThat(posts()).isEqualTo(1);
        assertThat(budget().totals().used()).isEqualTo(PRICE);
    }

    @Test
    void aKeyThatHasItsTaskAlreadyCostsNothingAndGoesOn() throws Exception {
        start(1);
        make("direct:key");
        Exchange again = make("direct:key");
        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeader(PikaConstants.TASK_ID)).isNotNull();
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void anEndThatIsSeenAfterMidnightIsOfTheDayOfItsSubmission() throws Exception {
        start(1);
        rig.advance(Duration.ofDays(1).minusSeconds(30));
        make("direct:in");
        assertThat(budget().totals().spent()).isZero();
        assertThat(make("direct:in").getException()).isNull();
        refused(make("direct:in"));
    }

    @Test
    void daysAreThoseOfTheZone() throws Exception {
        rig.component.setBudgetZone("Asia/Tokyo");
        start(1);
        make("direct:in");
        PikaBudgetException refusal = refused(make("direct:in"));
        assertThat(refusal).hasMessageContaining("2026-01-01 (Asia/Tokyo)");
        assertThat(refusal.getResumes()).isEqualTo(Instant.parse("2026-01-01T15:00:00Z"));
        rig.advance(Duration.ofHours(15));
        assertThat(make("direct:in").getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:in", "direct:queue" })
    void aLedgerThatCantBeReadKeepsTheMoney(String uri) throws Exception {
        rig.component.setTaskTracker(ledgerIsAway());
        start(1_000);
        assertThat(make(uri).getException()).isInstanceOf(PikaException.class).hasMessageContaining("the database is away");
        assertThat(posts()).isZero();
    }

    @Test
    void whatIsHeldBackThoughNobodyIsToldSoIsGivenBack() throws Exception {
        costs(PRICE);
        MemoryTaskTracker real = new MemoryTaskTracker();
        rig.component.setTaskTracker(with(real, ledger(method -> { }, real, "reserve")));
        start(10_000);
        assertThat(make("direct:in").getException()).isInstanceOf(PikaException.class).hasMessageContaining("the database is away");
        assertThat(posts()).isZero();
        assertThat(budget().totals().used()).isZero();
    }

    private static TaskTracker ledgerIsAway() {
        MemoryTaskTracker real = new MemoryTaskTracker();
        return with(real, ledger(method -> {
            throw new IllegalStateException("the database is away");
        }, real, ""));
    }

    /** @param lost the method whose answer is lost */
    private static CostLedger ledger(Consumer<String> before, TaskTracker real, String lost) {
        return (CostLedger) java.lang.reflect.Proxy.newProxyInstance(BudgetTest.class.getClassLoader(),
                new Class<?>[] { CostLedger.class }, (proxy, method, arguments) -> {
                    before.accept(method.getName());
                    Object result = method.invoke(real.costs(), arguments);
                    if (method.getName().equals(lost)) {
                        throw new IllegalStateException("the database is away");
                    }
                    return result;
                });
    }

    private static TaskTracker with(TaskTracker real, CostLedger ledger) {
        return (TaskTracker) java.lang.reflect.Proxy.newProxyInstance(BudgetTest.class.getClassLoader(),
                new Class<?>[] { TaskTracker.class }, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("costs") ? ledger : method.invoke(real, arguments);
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aLimitThatLetsNothingThroughIsRefusedAtTheStart() {
        assertThatThrownBy(() -> start(0)).hasStackTraceContaining("maxPointsPerDay=0 is not valid");
    }

    @Test
    void aZoneThatDoesNotExistIsRefusedAtTheStart() {
        rig.component.setBudgetZone("Mars/Olympus");
        assertThatThrownBy(() -> start(1)).hasStackTraceContaining("budgetZone 'Mars/Olympus' is not a time zone");
    }
}
