package io.github.camelpika.track;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was spent on which day, so that it outlives the process and counts for all nodes where the tracker's tasks do.
 * Days are those of UTC, as nodes may stand in several time zones.
 */
public interface PointsLedger {

    /**
     * Adds what a task cost. Hands over and returns.
     *
     * @param component whose budget it is from
     */
    void add(String component, LocalDate day, long points);

    /**
     * What was spent on a day. May block.
     *
     * @throws RuntimeException if that can't be found out
     */
    long spent(String component, LocalDate day);

    /**
     * A ledger that is as old as the process, and this process's own.
     */
    static PointsLedger inMemory() {
        Map<String, Long> days = new ConcurrentHashMap<>();
        return new PointsLedger() {
            @Override
            public void add(String component, LocalDate day, long points) {
                forgetBefore(day);
                days.merge(component + " " + day, points, Long::sum);
            }

            private void forgetBefore(LocalDate day) {
                days.keySet().removeIf(key -> LocalDate.parse(key.substring(key.lastIndexOf(' ') + 1)).isBefore(day));
            }

            @Override
            public long spent(String component, LocalDate day) {
                forgetBefore(day);
                return days.getOrDefault(component + " " + day, 0L);
            }
        };
    }
}
