package io.github.camelpika.process;

/**
 * What befell one life of a node: its end, or a time for which it was cut off. In milliseconds of the wall clock.
 *
 * @param point the boundary that it was killed at; null for any other moment
 */
record Trouble(String node, KillPoint point, long from, long to) {

    static Trouble killed(NodeProcess life) {
        boolean halted = life.journal().stream().anyMatch(entry -> entry.event() == Journal.Event.HALTED);
        return new Trouble(life.name(), halted ? life.plan().point() : null, life.diedAt(), Long.MAX_VALUE);
    }

    static Trouble cutOff(NodeProcess life, long from, long to) {
        return new Trouble(life.name(), null, from, to);
    }

    boolean isKill() {
        return to == Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        String what = !isKill() ? "cut off until " + to : point == null ? "killed" : "killed " + point;
        return from + " " + node + " " + what;
    }

    boolean touches(String life, long begin, long end) {
        return node.equals(life) && from <= end && to >= begin;
    }
}
