package io.github.camelpika.route;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.rig.FullDisk;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.track.JdbcTaskTracker;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A queue in a file of H2 whose disk is full, or can't be written, for a while. In real time, as H2 and db-scheduler bring
 * threads of their own.
 */
class FullDiskTest {

    private static final int TASKS = 120;

    private final PikaRig rig = PikaRig.inRealTime(Durations.fixed(Duration.ofMillis(200), Duration.ofMillis(500)));
    private final JdbcTaskTracker tracker = new JdbcTaskTracker();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final int begin = PrintedOutput.length();
    @TempDir
    private Path directory;

    enum Disk {
        FULL {
            @Override
            void happens() {
                FullDisk.fill();
            }
        },
        READ_ONLY {
            @Override
            void happens() {
                FullDisk.makeReadOnly();
            }
        };

        abstract void happens();
    }

    @BeforeEach
    void register() {
        FullDisk.register();
    }

    @AfterEach
    void close() throws Exception {
        FullDisk.mend();
        rig.close();
        tracker.close();
    }

    private DataSource pool() {
        JdbcDataSource file = new JdbcDataSource();
        file.setURL("jdbc:h2:full:" + directory.resolve("tasks") + ";WRITE_DELAY=0");
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(file);
        pool.setConnectionTimeout(2_000);
        return pool;
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAcceptedIsDeliveredOnceWhateverTheDiskDoes(Disk disk) throws Exception {
        tracker.setDataSource(pool());
        rig.component.setTaskTracker(tracker);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(noErrorHandler()).to("pika:generate?queue=ads");
                from("pika:feed?queue=ads&pollInterval=300ms&deliveryDelay=100ms&concurrentConsumers=4")
                        .process(e -> taken.add(e.getMessage().getHeader(PikaConstants.TASK_ID, String.class)));
            }
        }).start();

        for (int i = 0; i < TASKS; i++) {
            if (i == TASKS / 3) {
                disk.happens();
                await().atMost(Duration.ofSeconds(60)).until(() -> FullDisk.refused() > 0);
            }
            if (i == TASKS * 2 / 3) {
                assertThat(FullDisk.refused()).as("the disk was in the way").isPositive();
                FullDisk.mend();
            }
            submitUntilAccepted("cat " + i, i < TASKS / 3 || i >= TASKS * 2 / 3);
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(taken).containsAll(accepted));
        await().untilAsserted(() -> assertThat(tracker.list("ads", 10)).isEmpty());
        assertThat(taken).doesNotHaveDuplicates();
        assertThat(toldOf("The database of the task tracker is away")).as("told once").isOne();
        assertThat(PrintedOutput.since(begin, Integer.MAX_VALUE)).as("no stack of a database")
                .doesNotContain("at org.h2.").doesNotContain("SQLRuntimeException");
        assertThat(rig.simulator.tasks().stream().map(task -> task.id())).as("posted").containsExactlyInAnyOrderElementsOf(taken);
    }

    private int toldOf(String words) {
        return PrintedOutput.since(begin, Integer.MAX_VALUE).split(words + "\\. Until", -1).length - 1;
    }

    private void submitUntilAccepted(String prompt, boolean must) throws Exception {
        Exchange done = must
                ? await().atMost(Duration.ofSeconds(60)).until(() -> submit(prompt), each -> !each.isFailed())
                : submit(prompt);
        if (!done.isFailed()) {
            accepted.add(done.getMessage().getHeader(PikaConstants.TASK_ID, String.class));
        }
    }

    private Exchange submit(String prompt) throws Exception {
        return rig.send("direct:in", prompt).get(20, TimeUnit.SECONDS);
    }
}
