package io.github.camelpika.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.camelpika.model.JobKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs with the same key that come and are withdrawn again, as where a gateway pauses, from two nodes at the same time.
 */
class IntentRaceTest {

    private static final int ROUNDS = 300;

    private static Stream<TestDatabases> trackers() {
        return Stream.of(null, TestDatabases.H2, TestDatabases.POSTGRESQL, TestDatabases.MARIADB);
    }

    /** Who meets another's intent, and finds it gone when he looks whose it is, has none himself by that. */
    @ParameterizedTest
    @MethodSource("trackers")
    void onlyOneAtATimeMayPost(TestDatabases kind) throws Exception {
        String id = UUID.randomUUID().toString();
        AtomicInteger may = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Nodes nodes = Nodes.of(kind)) {
            List<Callable<Integer>> all = IntStream.range(0, 4)
                    .<Callable<Integer>> mapToObj(i -> () -> submit(nodes.trackers.get(i % 2), id, may)).toList();
            int times = 0;
            for (Future<Integer> each : threads.invokeAll(all)) {
                times += each.get();
            }
            assertThat(times).as("intents that were somebody's").isGreaterThan(ROUNDS / 10);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int submit(TaskTracker tracker, String id, AtomicInteger may) {
        int times = 0;
        for (int round = 0; round < ROUNDS; round++) {
            TrackedTask mine = TrackedTask.intent(id, new Claim(UUID.randomUUID().toString(), "order-7", "f"), "ads",
                    new Origin("pika", "cometapi", "https://api.example.com"), new SubmittedMessage(Map.of(), "a cat")).of(JobKind.ANY);
            if (tracker.intend(mine).isEmpty()) {
                times++;
                assertThat(may.incrementAndGet()).as("how many may post").isEqualTo(1);
                may.decrementAndGet();
                tracker.refused(mine);
            }
        }
        return times;
    }

    private record Nodes(List<TaskTracker> trackers, List<AutoCloseable> open) implements AutoCloseable {

        static Nodes of(TestDatabases kind) {
            if (kind == null) {
                TaskTracker memory = new MemoryTaskTracker();
                return new Nodes(List.of(memory, memory), List.of());
            }
            var database = kind.fresh();
            List<JdbcTaskTracker> nodes = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                JdbcTaskTracker node = new JdbcTaskTracker();
                node.setDataSource(database);
                node.ping();
                nodes.add(node);
            }
            return new Nodes(List.copyOf(nodes), List.copyOf(nodes));
        }

        @Override
        public void close() throws Exception {
            for (AutoCloseable each : open) {
                each.close();
            }
        }
    }
}
