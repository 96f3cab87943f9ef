package io.github.camelpika.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * What a gateway tells of the progress of a task that is under way: the truth, or something else that is seen.
 */
interface ToldProgress {

    String NONE = "none";
    String HONEST = "honest";

    /**
     * @param share of the task's duration that is over
     * @param age   of the task in seconds
     */
    Integer at(double share, double age);

    static Map<String, ToldProgress> all() {
        Random random = new Random(1);
        Map<String, ToldProgress> all = new LinkedHashMap<>();
        all.put(NONE, (share, age) -> null);
        all.put(HONEST, (share, age) -> (int) (100 * share));
        all.put("honest, but 0 in the queue for a third of the time", (share, age) -> percent(150 * share - 50));
        all.put("wrong by up to a quarter", (share, age) -> percent(100 * share * random.nextDouble(0.75, 1.25)));
        all.put("in steps of 25", (share, age) -> 25 * (int) (4 * share));
        all.put("by the clock, 99 after 230 s", (share, age) -> percent(100 * age / 230));
        all.put("99 from a third on", (share, age) -> share > 1 / 3.0 ? 99 : (int) (100 * share));
        all.put("always 50", (share, age) -> 50);
        all.put("always 1", (share, age) -> 1);
        all.put("at random", (share, age) -> random.nextInt(101));
        return all;
    }

    private static int percent(double percent) {
        return (int) Math.max(0, Math.min(99, percent));
    }
}
