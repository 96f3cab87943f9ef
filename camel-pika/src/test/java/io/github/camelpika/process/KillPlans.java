package io.github.camelpika.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * How the lives of a run's nodes end: so often at each boundary, so often at any moment, in an order drawn from a seed.
 */
final class KillPlans {

    /** A node that has not come to its boundary by then is killed where it is, and another is sent there. */
    private static final Duration AT_LATEST = Duration.ofSeconds(25);
    private static final int LATEST_OCCURRENCE = 4;
    private static final int LONGEST_LIFE_MILLIS = 12_000;
    private static final int LONG_LIFE_MILLIS = 30_000;
    /** At which boundary nobody has arrived so often, nobody ever will. */
    private static final int MOST_TRIES = 5;

    private final Random random;
    private final Deque<KillPlan> plans = new ArrayDeque<>();
    private final Map<KillPoint, Integer> missed = new EnumMap<>(KillPoint.class);

    KillPlans(Random random, Set<KillPoint> points, int atEachPoint, int atAnyMoment) {
        this.random = random;
        List<KillPlan> drawn = new ArrayList<>();
        for (KillPoint point : points) {
            for (int i = 0; i < atEachPoint; i++) {
                drawn.add(KillPlan.at(point, 1 + random.nextInt(LATEST_OCCURRENCE), AT_LATEST));
            }
        }
        for (int i = 0; i < atAnyMoment; i++) {
            drawn.add(KillPlan.after(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS))));
        }
        Collections.shuffle(drawn, random);
        plans.addAll(drawn);
    }

    /**
     * The next plan, or none if all are carried out.
     */
    KillPlan next() {
        return plans.isEmpty() ? KillPlan.NONE : plans.poll();
    }

    /**
     * For a node that lives long enough to take over what others leave behind.
     */
    KillPlan longLife() {
        return KillPlan.after(Duration.ofMillis(LONG_LIFE_MILLIS + random.nextInt(LONG_LIFE_MILLIS)));
    }

    boolean areLeft() {
        return !plans.isEmpty();
    }

    /**
     * The node of this plan did not get where it was to end.
     */
    void missed(KillPlan plan) {
        if (missed.merge(plan.point(), 1, Integer::sum) < MOST_TRIES) {
            plans.add(KillPlan.at(plan.point(), 1, AT_LATEST));
        }
    }

    /**
     * The boundaries that no node ever comes to.
     */
    Set<KillPoint> neverReached() {
        Set<KillPoint> never = EnumSet.noneOf(KillPoint.class);
        missed.forEach((point, times) -> {
            if (times >= MOST_TRIES) {
                never.add(point);
            }
        });
        return never;
    }
}
