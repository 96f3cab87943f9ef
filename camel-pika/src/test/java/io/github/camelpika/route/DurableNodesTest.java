package io.github.camelpika.route;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.track.JdbcTaskTracker;
import io.github.camelpika.track.TestDatabases;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several nodes at one database, which may be away. What happens when a node is killed is tested with processes.
 */
class DurableNodesTest {

    private static final Duration ENOUGH = Duration.ofSeconds(60);

    private final PikaSimulator simulator = PikaSimulator.builder()
            .durations(Durations.fixed(Duration.ofMillis(100), Duration.ofMillis(900))).start();
    private final DataSource database = TestDatabases.POSTGRESQL.fresh();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    /** What the routes wait for before they let go of what they have taken. */
    private CountDownLatch toGoOn = new CountDownLatch(0);

    /** A process, but for the process. */
    private final class Node {
        final DefaultCamelContext context = new DefaultCamelContext();
        final JdbcTaskTracker tracker = new JdbcTaskTracker();
        final String name;

        Node(String name) {
            this.name = name;
            PikaComponent component = new PikaComponent();
            component.getConfiguration().setBaseUri(simulator.baseUri("cometapi").toString());
            component.getConfiguration().setApiKey(simulator.apiKey());
            component.setMaxRequestsPerSecond(1_000);
            tracker.setDataSource(perhapsAway());
            component.setTaskTracker(tracker);
            context.addComponent("pika", component);
            nodes.add(this);
        }

        Node consuming(String options) throws Exception {
            return consuming("500ms", options);
        }

        Node consuming(String pollInterval, String options) throws Exception {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pika:feed?queue=ads&pollInterval=" + pollInterval + options).process(exchange -> {
                        taken.add(name + " " + exchange.getMessage().getHeader(PikaConstants.SUBMITTED_BODY) + " "
                                  + exchange.getMessage().getHeader(PikaConstants.STATE));
                        toGoOn.await();
                    });
                }
            });
            return this;
        }

        Node start() {
            context.start();
            return this;
        }

        Exchange submit(String prompt) {
            return context.createFluentProducerTemplate().to("pika:generate?queue=ads").withBody(prompt).send();
        }

        void close() {
            context.stop();
            tracker.close();
        }
    }

    private DataSource perhapsAway() {
        return (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    if (away.get()) {
                        refused.incrementAndGet();
                        throw new SQLException("The database is away", "08001");
                    }
                    try {
                        return method.invoke(database, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @AfterEach
    void close() throws Exception {
        nodes.forEach(Node::close);
        simulator.close();
        ((AutoCloseable) database).close();
    }

    @Test
    void whatOneNodeSubmitsOthersTakeEachTaskOnce() throws Exception {
        toGoOn = new CountDownLatch(1);
        Node submitting = new Node("submitting").start();
        new Node("a").consuming("&concurrentConsumers=2").start();
        new Node("b").consuming("&concurrentConsumers=2").start();
        for (int i = 0; i < 60; i++) {
            assertThat(submitting.submit("cat " + i).getException()).isNull();
        }
        // a node whose consumers are all busy leaves the rest to the other one
        await().atMost(ENOUGH).until(() -> taken.size() == 4);
        toGoOn.countDown();
        await().atMost(ENOUGH).until(() -> taken.size() >= 60);
        await().until(() -> submitting.tracker.list("ads", 1).isEmpty());
        assertThat(taken).extracting(line -> line.substring(2)).doesNotHaveDuplicates().hasSize(60)
                .allMatch(line -> line.endsWith("SUCCEEDED"));
        assertThat(taken).extracting(line -> line.substring(0, 1)).contains("a", "b");
    }

    @Test
    void withTheDatabaseAwayRoutesStartAndNothingIsPosted() throws Exception {
        away.set(true);
        Node node = new Node("a").consuming("").start();
        assertThat(node.context.getStatus().isStarted()).isTrue();
        assertThat(node.submit("a cat").getException()).hasMessageContaining("database");
        assertThat(simulator.requests()).filteredOn(request -> request.operation() == Operation.GENERATE).isEmpty();

        away.set(false);
        await().atMost(ENOUGH).until(() -> node.submit("a cat").getException() == null);
        await().atMost(ENOUGH).until(() -> taken.equals(List.of("a a cat SUCCEEDED")));
    }

    @Test
    void anOutageInTheMiddleLosesNothingAndDeliversNothingTwice() throws Exception {
        Node a = new Node("a").consuming("&concurrentConsumers=4").start();
        Node b = new Node("b").consuming("&concurrentConsumers=4").start();
        for (int i = 0; i < 20; i++) {
            assertThat(a.submit("cat " + i).getException()).isNull();
        }
        away.set(true);
        assertThat(b.submit("dog").getException()).isNotNull();
        // by then each node has missed more heartbeats than the other one would forgive
        await().atMost(ENOUGH).until(() -> refused.get() > 100);
        away.set(false);
        await().atMost(ENOUGH).until(() -> taken.size() >= 20);
        await().atMost(ENOUGH).until(() -> a.tracker.list("ads", 1).isEmpty());
        assertThat(taken).extracting(line -> line.substring(2)).doesNotHaveDuplicates().hasSize(20)
                .noneMatch(line -> line.contains("dog"));
        assertThat(simulator.requests()).filteredOn(request -> request.operation() == Operation.GENERATE).hasSize(20);
    }

    /** As the callback of a gateway does, which may land on any node. */
    @Test
    void aHintAtOneNodeHasATaskAskedAfterByAnother() throws Exception {
        Node submitting = new Node("submitting").start();
        new Node("a").consuming("10m", "&pollSchedule=fixed").start();
        assertThat(submitting.submit("a cat").getException()).isNull();
        String id = submitting.tracker.list("ads", 1).get(0).id();
        await().atMost(ENOUGH).until(() -> {
            submitting.tracker.askNow(id);
            return taken.equals(List.of("a a cat SUCCEEDED"));
        });
        long asked = simulator.requests().stream().filter(request -> request.operation() == Operation.FEED).count();
        // a hint every tenth of a second, and no more than a poll each second for it
        assertThat(asked).isLessThan(ENOUGH.toSeconds());
    }

    @Test
    void aTaskIsNeverAskedForWhereItIsNot() throws Exception {
        Node before = new Node("before").start();
        assertThat(before.submit("a cat").getException()).isNull();
        PikaSimulator other = PikaSimulator.builder().start();
        try (other) {
            Node after = new Node("after").consuming("&waitTimeout=3s");
            ((PikaComponent) after.context.getComponent("pika")).getConfiguration()
                    .setBaseUri(other.baseUri("cometapi").toString());
            after.start();
            await().atMost(ENOUGH).until(() -> taken.equals(List.of("after a cat TIMED_OUT")));
            assertThat(other.requests()).isEmpty();
            assertThat(simulator.requests()).noneMatch(request -> request.operation() == Operation.FEED);
        }
    }
}
