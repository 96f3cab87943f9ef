package io.github.camelpika.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints the tables of docs/benchmarks.adoc about polling, in AsciiDoc: in virtual time and with a seed, so that they come
 * out the same everywhere. It takes about two minutes.
 */
public final class PollingBenchmark {

    private static final int TASKS = 20_000;

    private PollingBenchmark() {
    }

    public static void main(String[] args) {
        List<Scenario> scenarios = new ArrayList<>(Scenario.logNormals());
        scenarios.addAll(Scenario.others());
        scenarios.forEach(PollingBenchmark::schedules);
        Scenario.traps().forEach(PollingBenchmark::schedules);
        List.of(Scenario.logNormal(0.25), Scenario.logNormal(0.5)).forEach(PollingBenchmark::progresses);
    }

    private static void schedules(Scenario scenario) {
        System.out.printf("%n6+h|%s%n%n", scenario.name());
        double polls = 0;
        for (var schedule : Schedules.all().entrySet()) {
            Outcome outcome = new Simulation(scenario, TASKS).run(schedule.getValue().get());
            polls = schedule.getKey().equals(Schedules.FIXED) ? outcome.polls() : polls;
            row(schedule.getKey(), outcome);
        }
        Optimum optimum = Optimum.with(polls, scenario);
        if (!optimum.ages().isEmpty()) {
            row("_optimum_", new Simulation(scenario, TASKS).run(optimum.schedule()));
            return;
        }
        System.out.printf(Locale.ROOT, "|_optimum_ |%.1f |%.2f | | |%.0f%n", optimum.polls(), optimum.mean(),
                optimum.product());
    }

    private static void progresses(Scenario scenario) {
        System.out.printf("%n6+h|%s%n%n", scenario.name());
        ToldProgress.all().forEach((name, progress) -> row(name,
                new Simulation(scenario, TASKS, Simulation.SECONDS_BETWEEN, progress).run(Schedules.adaptive())));
    }

    private static void row(String name, Outcome outcome) {
        System.out.printf(Locale.ROOT, "|%s |%.1f |%.2f |%.2f |%.2f |%.0f%n", name, outcome.polls(), outcome.mean(),
                outcome.quantile(0.5), outcome.quantile(0.99), outcome.product());
    }
}
