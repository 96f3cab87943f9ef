package io.github.camelpika.observe;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was counted since the component was made. Details are few: outcomes, states, lanes.
 */
final class Totals implements Meters {

    private final Map<Key, LongAdder> totals = new ConcurrentHashMap<>();

    private record Key(Counted what, String gateway, String detail) {

        private String text() {
            return (gateway == null ? "" : gateway + ".") + what.label() + (detail == null ? "" : "." + detail);
        }
    }

    @Override
    public void count(Counted what, String gateway, String detail, long more) {
        totals.computeIfAbsent(new Key(what, gateway, detail), each -> new LongAdder()).add(more);
    }

    @Override
    public void time(Timed what, String gateway, String detail, Duration duration) {
        // a sum of durations would tell nobody anything
    }

    /**
     * All that are above zero by name, such as {@code cometapi.submissions.accepted}, in order.
     */
    Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        totals.forEach((key, total) -> {
            if (total.sum() > 0) {
                all.put(key.text(), total.sum());
            }
        });
        return all;
    }
}
