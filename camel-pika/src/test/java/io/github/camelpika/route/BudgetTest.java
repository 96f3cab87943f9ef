package io.github.camelpika.route;

import java.time.Duration;
import java.time.LocalDate;

import io.github.camelpika.PikaBudgetException;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.track.MemoryTaskTracker;
import io.github.camelpika.track.PointsLedger;
import io.github.camelpika.track.TaskTracker;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BudgetTest {

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

    private Exchange make(String uri) {
        return rig.finish(rig.send(uri, "a cat"));
    }

    private long posts() {
        return rig.simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).count();
    }


    @Test
    void whatIsSpentIsRefusedUntilTheNextDay() throws Exception {
        start(1);
        assertThat(make("direct:in").getException()).isNull();
        assertThat(make("direct:in").getException()).isInstanceOf(PikaBudgetException.class)
                .hasMessageContaining("maxPointsPerDay=1 is used up").hasMessageContaining("2026-01-01 (UTC)")
                .hasMessageContaining("midnight UTC");
        assertThat(posts()).isEqualTo(1);
        rig.advance(Duration.ofDays(1));
        assertThat(make("direct:in").getException()).isNull();
        assertThat(posts()).isEqualTo(2);
    }

    @Test
    void tasksCountOnceHoweverOftenTheyAreAskedAfter() throws Exception {
        start(Long.MAX_VALUE);
        Exchange first = make("direct:in");
        long spent = rig.component.services().budget().orElseThrow().spent();
        assertThat(spent).isEqualTo(first.getMessage().getHeader(PikaConstants.POINTS, Long.class));
        rig.finish(rig.send("pika:feed?taskId=" + first.getMessage().getHeader(PikaConstants.TASK_ID), null));
        assertThat(rig.component.services().budget().orElseThrow().spent()).isEqualTo(spent);
    }

    @Test
    void tasksOfQueuesCountToo() throws Exception {
        start(1);
        make("direct:queue");
        rig.advance(Duration.ofMinutes(5));
        assertThat(make("direct:queue").getException()).isInstanceOf(PikaBudgetException.class);
        assertThat(posts()).isEqualTo(1);
        assertThat(rig.component.services().tracker().counts("q").waiting()).isZero();
    }

    @Test
    void whatWasGivenBackWasNotSpent() throws Exception {
        start(Long.MAX_VALUE);
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);
        Exchange failed = make("direct:in");
        assertThat(failed.getMessage().getHeader(PikaConstants.REFUND, Long.class)).isPositive();
        assertThat(rig.component.services().budget().orElseThrow().spent()).isZero();
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
    void anEndThatIsSeenAfterMidnightIsOfTheNewDay() throws Exception {
        start(1);
        rig.advance(Duration.ofDays(1).minusSeconds(30));
        make("direct:in");
        assertThat(make("direct:in").getException()).isInstanceOf(PikaBudgetException.class);
    }

    @Test
    void aLedgerThatCantBeReadKeepsTheMoney() throws Exception {
        rig.component.setTaskTracker(new LedgerIsAway().proxy());
        start(1_000);
        assertThat(make("direct:in").getException()).isInstanceOf(PikaException.class)
                .hasMessageContaining("is not known how much was spent of maxPointsPerDay=1000");
        assertThat(posts()).isZero();
    }

    private static final class LedgerIsAway implements PointsLedger {

        TaskTracker proxy() {
            MemoryTaskTracker real = new MemoryTaskTracker();
            return (TaskTracker) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[] { TaskTracker.class },
                    (proxy, method, arguments) -> method.getName().equals("points") ? this : method.invoke(real, arguments));
        }

        @Override
        public void add(String component, LocalDate day, long points) {
            // nobody gets that far
        }

        @Override
        public long spent(String component, LocalDate day) {
            throw new IllegalStateException("the database is away");
        }
    }

    @Test
    void aLimitThatLetsNothingThroughIsRefusedAtTheStart() {
        assertThatThrownBy(() -> start(0)).hasStackTraceContaining("maxPointsPerDay=0 is not valid");
    }
}
