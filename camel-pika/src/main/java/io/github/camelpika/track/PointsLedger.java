package io.github.camelpika.track;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The points spent per day, kept beyond the process, and shared by all nodes that share the tracker's tasks. Days are
 * those of UTC, as nodes may be in several time zones.
 */
public interface PointsLedger {

    /**
     * Adds the cost of a task. Must not block.
     *
     * @param component whose budget it is from
     */
    void add(String component, LocalDate day, long points);

    /**
     * The points spent on a day. May block.
     *
     * @throws RuntimeException if that can't be found out
     */
    long spent(String component, LocalDate day);

    /**
     * A ledger for this process only, which ends with it.
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
