package io.github.camelpika.process;

import java.time.Duration;

/**
 * How one life of a node ends, or is paused.
 *
 * @param point      where it ends itself; null for one that is killed from outside, or not at all
 * @param occurrence when it comes there for the n-th time
 * @param after      so long after its start it is killed from outside, if it still lives; null for never
 * @param pause      whether it only stops there, until it is woken from outside
 */
record KillPlan(KillPoint point, int occurrence, Duration after, boolean pause) {

    static final KillPlan NONE = new KillPlan(null, 0, null, false);

    static KillPlan at(KillPoint point, int occurrence, Duration atLatest) {
        return new KillPlan(point, occurrence, atLatest, false);
    }

    static KillPlan pauseAt(KillPoint point, int occurrence) {
        return new KillPlan(point, occurrence, null, true);
    }

    static KillPlan after(Duration after) {
        return new KillPlan(null, 0, after, false);
    }

    String pointName() {
        return point == null ? "" : point.name();
    }
}
