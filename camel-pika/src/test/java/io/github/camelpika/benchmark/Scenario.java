package io.github.camelpika.benchmark;

import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * How long the tasks of a run take.
 *
 * @param truth the distribution for each task, by its number; it repeats after {@link #CYCLE} tasks
 */
record Scenario(String name, IntFunction<Truth> truth) {

    /** A real Pika task took 232 s by CometAPI's documentation. */
    private static final double MEDIAN = 230;
    /** Tasks until a drifting gateway is where it began; with one every 5 s, a cycle is a working day. */
    static final int CYCLE = 4_000;

    static Scenario logNormal(double sigma) {
        Truth truth = Truth.logNormal(MEDIAN, sigma);
        return new Scenario("sigma " + sigma, number -> truth);
    }

    static List<Scenario> logNormals() {
        return List.of(logNormal(0.15), logNormal(0.25), logNormal(0.35), logNormal(0.5), logNormal(0.75),
                logNormal(1.0));
    }

    static List<Scenario> others() {
        return List.of(bimodal(), drifting(), heavyTail());
    }

    /** What could mislead somebody who learns. */
    static List<Scenario> traps() {
        return List.of(jumping(), failing(), memoryless());
    }

    /** Two models behind one name, say. */
    private static Scenario bimodal() {
        Truth truth = Truth.logNormal(120, 0.15).mixedWith(Truth.logNormal(400, 0.15), 0.6);
        return new Scenario("bimodal", number -> truth);
    }

    /** Between half and twice the median in the course of a day. */
    private static Scenario drifting() {
        return new Scenario("drifting", number -> Truth.logNormal(
                MEDIAN * Math.pow(2, Math.sin(2 * Math.PI * number / CYCLE)), 0.25));
    }

    /** One task in five takes as long as it likes, up to an hour. */
    private static Scenario heavyTail() {
        Truth truth = Truth.logNormal(200, 0.25).mixedWith(Truth.pareto(200, 1.5, 3_600), 0.8);
        return new Scenario("heavy tail", number -> truth);
    }

    /** Three times as fast from one task to the next, and back. */
    private static Scenario jumping() {
        return new Scenario("jumping", number -> Truth.logNormal(number / 2_000 % 2 == 0 ? 345 : 115, 0.25));
    }

    /** One in twenty fails after a few seconds. */
    private static Scenario failing() {
        Truth truth = Truth.logNormal(8, 0.3).mixedWith(Truth.logNormal(MEDIAN, 0.25), 0.05);
        return new Scenario("one in 20 fails", number -> truth);
    }

    /** The hazard is the same at all ages: nothing can be learned that would help. */
    private static Scenario memoryless() {
        Truth truth = new Truth() {
            @Override
            public double draw(RandomGenerator random) {
                return MEDIAN * random.nextExponential();
            }

            @Override
            public double survival(double seconds) {
                return Math.exp(-seconds / MEDIAN);
            }
        };
        return new Scenario("memoryless", number -> truth);
    }
}
