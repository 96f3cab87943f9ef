package io.github.camelpika.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a node is told when it starts.
 *
 * @param name      of this life of it, unique in a run
 * @param directory of the run
 * @param kind      of the gateway, by its name
 * @param gateway   the base URI of the simulated gateway
 * @param route     how long the consuming route takes for each task
 * @param limits    of money and of jobs at once
 * @param clockOff  how far its clock is before that of the others
 */
record NodeSettings(String name, Path directory, String jdbcUrl, String kind, String gateway, String apiKey,
                    Duration route, Limits limits, KillPlan plan, Duration clockOff) {

    List<String> toArguments() {
        return List.of(name, directory.toString(), jdbcUrl, kind, gateway, apiKey, route.toString(), plan.pointName(),
                String.valueOf(plan.occurrence()), String.valueOf(plan.pause()), clockOff.toString(), limits.costPerDay().toPlainString(),
                limits.zone(), String.valueOf(limits.tasksInFlight()));
    }

    static NodeSettings of(String[] arguments) {
        KillPoint point = arguments[7].isEmpty() ? null : KillPoint.valueOf(arguments[7]);
        return new NodeSettings(arguments[0], Path.of(arguments[1]), arguments[2], arguments[3], arguments[4],
                arguments[5], Duration.parse(arguments[6]), Limits.of(arguments[11], arguments[12], arguments[13]),
                new KillPlan(point, Integer.parseInt(arguments[8]), null, Boolean.parseBoolean(arguments[9])),
                Duration.parse(arguments[10]));
    }

    Path journal() {
        return directory.resolve("journals").resolve(name);
    }

    Path log() {
        return directory.resolve("logs").resolve(name + ".log");
    }
}
