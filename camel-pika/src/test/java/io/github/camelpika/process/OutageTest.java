package io.github.camelpika.process;

import java.time.Duration;
import java.util.List;

import io.github.camelpika.process.Journal.Event;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes that live on while the database is out of their reach, or is restarted under them.
 */
class OutageTest {

    /** Longer than it takes the others to hold a node dead. */
    private static final Duration LONG_CUT = Duration.ofSeconds(15);
    private static final Duration LONG_ROUTE = Duration.ofSeconds(2);
    private static final int JOBS = 40;
    private static final int ROUNDS = Trial.isLong() ? 10 : 1;

    @Test
    void whatANodeHadInHandThatIsCutOffIsTakenOverAndNothingIsLost() throws Exception {
        try (Trial trial = new Trial("partition"); Postgres database = new Postgres(trial.directory().resolve("data"));
                TcpProxy line = new TcpProxy(database.port())) {
            String url = Postgres.jdbcUrl(database.port());
            Fleet fleet = start(trial, List.of(Postgres.jdbcUrl(line.port()), url));
            for (int round = 0; round < ROUNDS; round++) {
                workHalfWay(fleet);
                long from = System.currentTimeMillis();
                line.cut();
                Trial.pass(LONG_CUT);
                line.restore();
                trial.troubles.add(Trouble.cutOff(fleet.at(0), from, System.currentTimeMillis()));
            }
            Evidence evidence = trial.end();
            trial.judge(evidence, url);
            assertThat(evidence.of(Event.BEGAN)).as("there was something to take over")
                    .hasSizeGreaterThan(fleet.keys().size());
        }
    }

    @Test
    void anOutageOfTheDatabaseAloneCausesNoSecondDelivery() throws Exception {
        try (Trial trial = new Trial("outage"); Postgres database = new Postgres(trial.directory().resolve("data"));
                TcpProxy line = new TcpProxy(database.port())) {
            Fleet fleet = start(trial, List.of(Postgres.jdbcUrl(line.port()), Postgres.jdbcUrl(line.port())));
            for (int round = 0; round < ROUNDS; round++) {
                workHalfWay(fleet);
                line.cut();
                Trial.pass(LONG_CUT);
                line.restore();
            }
            trial.judge(trial.end(), Postgres.jdbcUrl(database.port()));
        }
    }

    @Test
    void aRestartOfTheDatabaseAloneCausesNoSecondDelivery() throws Exception {
        try (Trial trial = new Trial("restart"); Postgres database = new Postgres(trial.directory().resolve("data"))) {
            String url = Postgres.jdbcUrl(database.port());
            Fleet fleet = start(trial, List.of(url, url));
            for (int round = 0; round < ROUNDS; round++) {
                workHalfWay(fleet);
                database.stop();
                Trial.pass(Duration.ofMillis(trial.random.nextInt(10_000)));
                database.startAgain();
            }
            trial.judge(trial.end(), url);
        }
    }

    private static Fleet start(Trial trial, List<String> urls) throws Exception {
        Fleet fleet = trial.fleet(urls, LONG_ROUTE);
        for (int place = 0; place < fleet.size(); place++) {
            fleet.start(place, KillPlan.NONE);
        }
        return fleet;
    }

    /**
     * Until jobs are in every part of their life: some done, some with routes, some waiting, some not submitted.
     */
    private static void workHalfWay(Fleet fleet) throws Exception {
        long before = delivered(fleet);
        fleet.offer(JOBS);
        while (delivered(fleet) < before + JOBS / 4) {
            Trial.tick();
        }
    }

    private static long delivered(Fleet fleet) {
        return fleet.journals().stream().filter(entry -> entry.event() == Event.DELIVERED).count();
    }
}
