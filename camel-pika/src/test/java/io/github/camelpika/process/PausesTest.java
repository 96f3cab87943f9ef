package io.github.camelpika.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that stand still for a while, as in a machine that is paused or has too little memory: others can't tell that
 * from a death.
 */
@DisabledOnOs(OS.WINDOWS)
class PausesTest {

    /** Longer than it takes the others to hold a node dead. */
    private static final Duration PAUSE = Duration.ofSeconds(Trial.isLong() ? 30 : 9);
    private static final Duration ROUTE = Duration.ofSeconds(1);
    private static final int JOBS = 12;
    private static final int ROUNDS = Trial.isLong() ? 10 : 1;

    @Test
    void whoStandsStillInTheMiddleOfAPostOrARouteLosesNothingAndPaysForNothingTwice() throws Exception {
        try (Trial trial = new Trial("pauses"); Postgres database = new Postgres(trial.directory().resolve("data"))) {
            String url = Postgres.jdbcUrl(database.port());
            Fleet fleet = trial.fleet(List.of(url, url, url), ROUTE);
            fleet.start(2, KillPlan.NONE);
            for (int round = 0; round < ROUNDS; round++) {
                for (int place = 0; place < 2; place++) {
                    if (round > 0) {
                        retire(trial, fleet, place);
                    }
                    fleet.start(place, KillPlan.pauseAt(point(place, round), 1 + trial.random.nextInt(2)));
                }
                fleet.offer(JOBS);
                pause(trial, fleet);
            }
            Evidence evidence = trial.end();
            trial.judge(evidence, url);
            assertThat(evidence.of(Journal.Event.PAUSED)).hasSize(2 * ROUNDS);
        }
    }

    private static KillPoint point(int place, int round) {
        return place == 0
                ? round % 2 == 0 ? KillPoint.BEFORE_POST : KillPoint.AFTER_POST
                : round % 2 == 0 ? KillPoint.IN_ROUTE : KillPoint.AFTER_ROUTE;
    }

    private static void pause(Trial trial, Fleet fleet) throws Exception {
        boolean[] over = new boolean[2];
        long[] since = new long[2];
        while (!over[0] || !over[1]) {
            for (int place = 0; place < 2; place++) {
                NodeProcess node = fleet.at(place);
                if (since[place] == 0 && node.isPaused()) {
                    since[place] = System.currentTimeMillis();
                }
                if (!over[place] && since[place] > 0 && System.currentTimeMillis() - since[place] > PAUSE.toMillis()) {
                    over[place] = true;
                    node.goOn();
                    trial.troubles.add(Trouble.cutOff(node, since[place], System.currentTimeMillis()));
                }
                if (since[place] == 0 && fleet.jobsWaiting() == 0) {
                    fleet.offer(1);
                }
            }
            Trial.tick();
        }
    }

    private static void retire(Trial trial, Fleet fleet, int place) throws IOException, InterruptedException {
        NodeProcess node = fleet.at(place);
        node.kill();
        node.end();
        fleet.bury(node);
        trial.troubles.add(Trouble.killed(node));
    }
}
