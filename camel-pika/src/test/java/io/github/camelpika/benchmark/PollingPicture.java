package io.github.camelpika.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.wait.PollMoment;
import io.github.camelpika.wait.PollSchedule;

/**
 * Draws when tasks end and when they are asked after, for docs/polling.adoc.
 */
public final class PollingPicture {

    private static final Scenario SCENARIO = Scenario.logNormal(0.25);
    private static final int LEARNED_FROM = 1_000;
    private static final double UNTIL = 480;
    private static final int LEFT = 130;
    private static final int WIDTH = 740;
    private static final int GROUND = 190;

    private PollingPicture() {
    }

    /**
     * The picture as SVG.
     */
    public static String draw() {
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 360" font-family="Helvetica, Arial, sans-serif" \
                font-size="14">
                  <title>When tasks end, and when the schedules ask</title>
                  <rect width="900" height="360" fill="#fff"/>
                """);
        svg.append("  <path d=\"").append(hill()).append("\" fill=\"#fff1d6\" stroke=\"#d99a1c\" stroke-width=\"1.6\"/>\n");
        svg.append("  <text x=\"").append(x(265)).append("\" y=\"50\" fill=\"#9a6a06\">when tasks end</text>\n");
        row(svg, 220, "fixed", "#999", Schedules.FIXED);
        row(svg, 255, "adaptive", "#2f6fb3", Schedules.ADAPTIVE);
        row(svg, 290, "frugal", "#3c8c4a", Schedules.FRUGAL);
        axis(svg);
        return svg.append("</svg>\n").toString();
    }

    private static String hill() {
        Truth truth = SCENARIO.truth().apply(0);
        StringBuilder path = new StringBuilder("M" + x(0) + " " + GROUND);
        for (double age = 0; age < UNTIL; age += 5) {
            double ending = truth.survival(age) - truth.survival(age + 5);
            path.append(" L").append(x(age + 2.5)).append(' ').append(number(GROUND - 4_300 * ending));
        }
        return path.append(" L").append(x(UNTIL)).append(' ').append(GROUND).append(" Z").toString();
    }

    private static void row(StringBuilder svg, int y, String name, String colour, String schedule) {
        svg.append("  <text x=\"").append(LEFT - 15).append("\" y=\"").append(y + 5)
                .append("\" text-anchor=\"end\" fill=\"#222\">").append(name).append("</text>\n  <path d=\"");
        for (double age : polls(schedule)) {
            svg.append('M').append(x(age)).append(' ').append(y - 10).append("v20");
        }
        svg.append("\" stroke=\"").append(colour).append("\" stroke-width=\"1.4\"/>\n");
    }

    /** The polls of a task that has still not ended at the right edge. */
    private static List<Double> polls(String name) {
        PollSchedule schedule = Schedules.all().get(name).get();
        new Simulation(SCENARIO, LEARNED_FROM).run(schedule);
        List<Double> polls = new ArrayList<>();
        Duration age = Duration.ZERO;
        while (true) {
            TaskState state = polls.isEmpty() ? null : TaskState.RUNNING;
            age = age.plus(schedule.nextPoll(
                    new PollMoment(Simulation.GATEWAY, JobKind.ANY, state, null, polls.size(), age, age)));
            double seconds = age.toMillis() / 1e3;
            if (seconds > UNTIL) {
                return polls;
            }
            polls.add(seconds);
        }
    }

    private static void axis(StringBuilder svg) {
        svg.append("  <path d=\"M").append(x(0)).append(" 315H").append(x(UNTIL)).append("\" stroke=\"#444\"/>\n");
        for (int age = 0; age <= UNTIL; age += 60) {
            svg.append("  <path d=\"M").append(x(age)).append(" 315v6\" stroke=\"#444\"/><text x=\"").append(x(age))
                    .append("\" y=\"338\" text-anchor=\"middle\" fill=\"#444\">").append(age / 60).append("</text>\n");
        }
        svg.append("  <text x=\"").append(x(UNTIL)).append("\" y=\"355\" text-anchor=\"end\" fill=\"#777\"")
                .append(" font-size=\"12\">minutes since the task was accepted</text>\n");
    }

    private static String x(double age) {
        return number(LEFT + WIDTH * age / UNTIL);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
