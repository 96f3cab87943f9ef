package io.github.camelpika.process;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import io.github.camelpika.process.Journal.Entry;
import io.github.camelpika.process.Journal.Event;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A budget of real processes on PostgreSQL, at a gateway that is busy and loses answers now and then.
 */
class BudgetOfNodesTest {

    private static final int NODES = 4;
    private static final int JOBS = 200;
    private static final int AFFORDABLE = 50;

    @Test
    void fourNodesTogetherPostAsManyJobsAsTheBudgetIsFor() throws Exception {
        try (Trial trial = new Trial("budget-postgresql"); Postgres database = new Postgres(trial.directory().resolve("data"))) {
            String url = Postgres.jdbcUrl(database.port());
            Fleet fleet = trial.fleet(Collections.nCopies(NODES, url), Duration.ZERO);
            fleet.limit(Limits.WIDE.withCostPerDay(
                    Ledger.PRICE.multiply(BigDecimal.valueOf(AFFORDABLE)).add(new BigDecimal("0.05"))));
            fleet.offer(JOBS);
            for (int place = 0; place < NODES; place++) {
                fleet.start(place, KillPlan.NONE);
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> answered(fleet.journals()) == JOBS);
            Evidence evidence = trial.stop();

            assertThat(evidence.posts()).as("with the seed " + trial.seed).hasSize(AFFORDABLE);
            assertThat(evidence.acceptedTwice()).isEmpty();
            assertThat(refused(evidence.entries())).allSatisfy(refused -> assertThat(refused.detail())
                    .contains("maxCostPerDay=5.05").containsPattern("\\$[0-9.]+ are spent, \\$[0-9.]+ are reserved, and \\$[0-9.]+ are left"));
            Ledger ledger = Ledger.at(url);
            assertThat(ledger.spent() + ledger.reserved()).isEqualTo(5_000_000);
            assertThat(ledger.entries()).isEqualTo(AFFORDABLE);
        }
    }

    /** How many of the jobs have their task, or know that there is no money for them. */
    private static long answered(List<Entry> entries) {
        return entries.stream().filter(entry -> entry.event() == Event.SUBMITTED || isForWantOfMoney(entry)).map(Entry::key)
                .distinct().count();
    }

    private static List<Entry> refused(List<Entry> entries) {
        return entries.stream().filter(BudgetOfNodesTest::isForWantOfMoney).toList();
    }

    private static boolean isForWantOfMoney(Entry entry) {
        return entry.event() == Event.REJECTED && entry.detail().contains("PikaBudgetException");
    }
}
