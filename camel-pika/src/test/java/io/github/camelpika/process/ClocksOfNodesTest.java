package io.github.camelpika.process;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes whose clocks are minutes off, longer than any of their limits.
 */
class ClocksOfNodesTest {

    private static final Duration ROUTE = Duration.ofSeconds(2);
    private static final int JOBS = 16;

    @Test
    void nodesWhoseClocksAreTwelveMinutesApartWorkAsAnyOthers() throws Exception {
        try (Trial trial = new Trial("clocks"); Postgres database = new Postgres(trial.directory().resolve("data"))) {
            String url = Postgres.jdbcUrl(database.port());
            Fleet fleet = trial.fleet(List.of(url, url), ROUTE);
            fleet.start(0, KillPlan.NONE, Duration.ofMinutes(6));
            fleet.start(1, KillPlan.NONE, Duration.ofMinutes(-6));
            fleet.awaitUp();
            fleet.offer(JOBS);
            Evidence evidence = trial.end();
            trial.judge(evidence, url);
            assertThat(evidence.of(Journal.Event.DELIVERED)).as("by each of them").extracting(Journal.Entry::node)
                    .contains("node0-0", "node1-1");
        }
    }
}
