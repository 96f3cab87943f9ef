package io.github.camelpika.process;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

import io.github.camelpika.rig.MariaDb;
import io.github.camelpika.track.TestDatabases;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that are killed at every boundary of a task's life, and at any moment. {@code -Dpika.reliability.long} does
 * so for half an hour.
 */
class KillsTest {

    private static final Duration ROUTE = Duration.ofMillis(200);

    @Test
    void nothingIsLostOrPaidForTwiceWhileThreeNodesOnPostgresAreKilled() throws Exception {
        try (Trial trial = new Trial("kills-postgresql");
                Postgres database = new Postgres(trial.directory().resolve("data"))) {
            String url = Postgres.jdbcUrl(database.port());
            kill(trial, Collections.nCopies(3, url), Trial.isLong()
                    ? new KillPlans(trial.random, KillPoint.all(), 13, 40)
                    : new KillPlans(trial.random, KillPoint.all(), 1, 8));
        }
    }

    @Test
    void nothingIsEvenUnknownWhereTheGatewayKnowsAJobAgainByItsKey() throws Exception {
        try (Trial trial = new Trial("kills-pika", "pika");
                Postgres database = new Postgres(trial.directory().resolve("data"))) {
            String url = Postgres.jdbcUrl(database.port());
            Evidence evidence = kill(trial, Collections.nCopies(3, url), Trial.isLong()
                    ? new KillPlans(trial.random, KillPoint.all(), 13, 40)
                    : new KillPlans(trial.random, KillPoint.ofSubmissions(), 1, 2));
            assertThat(evidence.isKeyed()).isTrue();
            assertThat(evidence.posts()).as("there was something to post again").hasSizeGreaterThan(evidence.tasks().size());
        }
    }

    @Test
    void nothingIsLostOrPaidForTwiceWhileTheOneNodeOnAnH2FileIsKilled() throws Exception {
        try (Trial trial = new Trial("kills-h2")) {
            kill(trial, List.of("jdbc:h2:file:" + trial.directory().resolve("tasks")), Trial.isLong()
                    ? new KillPlans(trial.random, KillPoint.all(), 3, 20)
                    : new KillPlans(trial.random, KillPoint.afterCommits(), 1, 2));
        }
    }

    @Test
    void nothingIsLostOrPaidForTwiceWhileNodesOnMariaDbAreKilledWhicheverDriverTheyHave() throws Exception {
        try (Trial trial = new Trial("kills-mariadb"); MariaDb database = new MariaDb(trial.directory().resolve("server"))) {
            database.execute("CREATE DATABASE pika");
            String url = database.jdbcUrl(MariaDb.Driver.MARIADB, "pika");
            TestDatabases.createTablesOfMariaDb(database.dataSource("pika"));
            kill(trial, List.of(url, database.jdbcUrl(MariaDb.Driver.MYSQL, "pika"), url), Trial.isLong()
                    ? new KillPlans(trial.random, KillPoint.all(), 3, 20)
                    : new KillPlans(trial.random, EnumSet.of(KillPoint.AFTER_POST, KillPoint.IN_ROUTE), 1, 1), 20);
        }
    }

    private static Evidence kill(Trial trial, List<String> jdbcUrls, KillPlans plans) throws Exception {
        return kill(trial, jdbcUrls, plans, 100);
    }

    private static Evidence kill(Trial trial, List<String> jdbcUrls, KillPlans plans, int fewestJobs) throws Exception {
        Killing killing = new Killing(trial, trial.fleet(jdbcUrls, ROUTE), plans, Trial.isLong() ? 1_000 : fewestJobs);
        killing.run();
        Evidence evidence = trial.end();
        Report.of(evidence, killing).print();
        trial.judge(evidence, jdbcUrls.get(0));
        return evidence;
    }
}
