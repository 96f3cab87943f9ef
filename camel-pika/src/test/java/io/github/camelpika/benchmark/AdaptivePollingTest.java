package io.github.camelpika.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/benchmarks.adoc promises, with fewer tasks than there.
 */
class AdaptivePollingTest {

    private static final int TASKS = 2_500;
    private static final Map<String, Outcome> OUTCOMES = new HashMap<>();

    static List<Scenario> all() {
        return Stream.of(Scenario.logNormals(), Scenario.others(), Scenario.traps()).flatMap(List::stream).toList();
    }

    static List<Scenario> narrow() {
        return Scenario.logNormals().subList(0, 4);
    }

    private static Outcome run(Scenario scenario, String schedule) {
        return OUTCOMES.computeIfAbsent(scenario.name() + schedule,
                each -> new Simulation(scenario, TASKS).run(Schedules.all().get(schedule).get()));
    }

    @Test
    void withThePollsOfFiveSecondsItKnowsInHalfTheTime() {
        Outcome adaptive = run(Scenario.logNormal(0.25), Schedules.ADAPTIVE);
        assertThat(adaptive.mean()).isLessThan(1.2);
        assertThat(adaptive.polls()).isLessThan(1.02 * run(Scenario.logNormal(0.25), Schedules.FIXED).polls());
    }

    @ParameterizedTest
    @MethodSource("narrow")
    void itIsNearTheBestThatCanBe(Scenario scenario) {
        Outcome adaptive = run(scenario, Schedules.ADAPTIVE);
        assertThat(adaptive.product()).isLessThan(1.15 * Optimum.with(adaptive.polls(), scenario).product());
    }

    @ParameterizedTest
    @MethodSource("all")
    void itIsNeverMuchWorseThanFixed(Scenario scenario) {
        Outcome fixed = run(scenario, Schedules.FIXED);
        for (String schedule : List.of(Schedules.ADAPTIVE, Schedules.FRUGAL)) {
            Outcome outcome = run(scenario, schedule);
            assertThat(outcome.product()).as(schedule).isLessThan(1.05 * fixed.product());
            assertThat(outcome.quantile(0.99)).as(schedule).isLessThan(2 * fixed.quantile(0.99));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void frugalKnowsAsSoonWithFewerPolls(Scenario scenario) {
        Outcome fixed = run(scenario, Schedules.FIXED);
        Outcome frugal = run(scenario, Schedules.FRUGAL);
        assertThat(frugal.mean()).isLessThan(1.05 * fixed.mean());
        assertThat(frugal.polls()).isLessThan(1.03 * fixed.polls());
    }

    static List<String> progresses() {
        return List.copyOf(ToldProgress.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("progresses")
    void noProgressHoweverFalseMakesItWorseThanFixed(String name) {
        Outcome fixed = run(Scenario.logNormal(0.25), Schedules.FIXED);
        Outcome told = told(name);
        assertThat(told.product()).isLessThan(0.6 * fixed.product());
        assertThat(told.quantile(0.99)).isLessThan(fixed.quantile(0.99) + 0.01);
    }

    @Test
    void honestProgressSavesAThirdOfThePolls() {
        Outcome honest = told(ToldProgress.HONEST);
        Outcome without = run(Scenario.logNormal(0.25), Schedules.ADAPTIVE);
        assertThat(honest.polls()).isLessThan(0.67 * without.polls());
        assertThat(honest.mean()).isLessThan(1.06 * without.mean());
    }

    private static Outcome told(String progress) {
        return OUTCOMES.computeIfAbsent(progress, each -> new Simulation(Scenario.logNormal(0.25), TASKS,
                Simulation.SECONDS_BETWEEN, ToldProgress.all().get(progress)).run(Schedules.adaptive()));
    }
}
