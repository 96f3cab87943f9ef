package io.github.camelpika.rivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How many seconds after the death of a node another life went on with what the dead one was handing over.
 *
 * @param seconds sorted
 * @param never   jobs that nobody went on with for as long as was waited
 */
record Takeovers(List<Double> seconds, int never) {

    private static final double NANOS = 1e9;

    static Takeovers of(History history, List<Fleet.Kill> kills) {
        List<Double> seconds = new ArrayList<>();
        int never = 0;
        for (Fleet.Kill kill : kills) {
            for (String key : kill.orphans()) {
                OptionalLong when = history.takenOver(key, kill.life(), kill.nanos());
                if (when.isPresent()) {
                    seconds.add((when.getAsLong() - kill.nanos()) / NANOS);
                } else {
                    never++;
                }
            }
        }
        return new Takeovers(seconds.stream().sorted().toList(), never);
    }

    /**
     * The first of them, and the last.
     *
     * @param waited how many seconds at most
     */
    String firstAndLast(long waited) {
        String none = "none in " + waited + " s";
        return seconds.isEmpty() ? none : String.format(Locale.ROOT, "%.1f s / %s", seconds.get(0),
                never > 0 ? none : String.format(Locale.ROOT, "%.1f s", seconds.get(seconds.size() - 1)));
    }

    String medianAndLongest() {
        return seconds.isEmpty() ? "|- |-" : String.format(Locale.ROOT, "|%.1f |%s", seconds.get(seconds.size() / 2),
                never > 0 ? never + " never" : String.format(Locale.ROOT, "%.1f", seconds.get(seconds.size() - 1)));
    }
}
