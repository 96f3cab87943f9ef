package io.github.camelpika.process;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills the nodes of a fleet by plans, and starts each anew, while jobs come in.
 */
final class Killing {

    private static final Duration BETWEEN_JOBS = Duration.ofMillis(300);
    /** What the nodes can't keep up with is not heaped up before them. */
    private static final int MOST_WAITING = 30;

    private final Trial trial;
    private final Fleet fleet;
    private final KillPlans plans;
    private final int fewestJobs;
    private final Map<KillPoint, Integer> atPoints = new EnumMap<>(KillPoint.class);
    private int atAnyMoment;
    private long nextJob = System.nanoTime();

    Killing(Trial trial, Fleet fleet, KillPlans plans, int fewestJobs) {
        this.trial = trial;
        this.fleet = fleet;
        this.plans = plans;
        this.fewestJobs = fewestJobs;
    }

    /**
     * Returns when all plans are carried out and all jobs are given out. Those nodes live on that live then.
     */
    void run() throws Exception {
        for (int place = 0; place < fleet.size(); place++) {
            fleet.start(place, planFor(place));
        }
        while (isAnyLifeAtStake() || fleet.keys().size() < fewestJobs) {
            giveJobs();
            for (int place = 0; place < fleet.size(); place++) {
                look(place);
            }
            Trial.tick();
        }
        assertThat(plans.neverReached()).as("where no node ever came").isEmpty();
    }

    /**
     * The last of several nodes lives longer than the others: where each is killed as soon as it is up, as in a crash
     * loop, nobody is there to find out that others are dead.
     */
    private KillPlan planFor(int place) {
        return livesLong(place) && plans.areLeft() ? plans.longLife() : plans.next();
    }

    private boolean livesLong(int place) {
        return fleet.size() > 1 && place == fleet.size() - 1;
    }

    private boolean isAnyLifeAtStake() {
        for (int place = 0; place < fleet.size(); place++) {
            if (fleet.at(place).plan() != KillPlan.NONE && !livesLong(place)) {
                return true;
            }
        }
        return false;
    }

    private void giveJobs() throws IOException {
        if (System.nanoTime() - nextJob > 0 && fleet.jobsWaiting() < MOST_WAITING) {
            nextJob = System.nanoTime() + BETWEEN_JOBS.toNanos();
            fleet.offer(1);
        }
    }

    private void look(int place) throws IOException {
        NodeProcess node = fleet.at(place);
        if (node.isAlive()) {
            if (node.isOverdue() && isAnyLifeAtStake()) {
                node.kill();
            }
            return;
        }
        assertThat(node.diedAt()).as("a node died by itself with status " + node.status() + ", see " + node.log())
                .isNotZero();
        fleet.bury(node);
        Trouble killed = Trouble.killed(node);
        trial.troubles.add(killed);
        if (killed.point() == null) {
            atAnyMoment++;
            if (node.plan().point() != null) {
                plans.missed(node.plan());
            }
        } else {
            atPoints.merge(killed.point(), 1, Integer::sum);
        }
        fleet.start(place, planFor(place));
    }

    Map<KillPoint, Integer> atPoints() {
        return atPoints;
    }

    int atAnyMoment() {
        return atAnyMoment;
    }

    int kills() {
        return atAnyMoment + atPoints.values().stream().mapToInt(Integer::intValue).sum();
    }
}
