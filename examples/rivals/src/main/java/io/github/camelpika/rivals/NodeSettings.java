package io.github.camelpika.rivals;

import java.time.Duration;
import java.util.List;

/**
 * What a node is told when it starts.
 *
 * @param name     the same for each life of it
 * @param interval between two questions after a job
 * @param handOver how long it takes to hand a job over
 * @param fast     with what is documented to be fast, else with defaults
 */
record NodeSettings(Contender contender, String name, String jdbcUrl, String gateway, Duration interval, Duration handOver,
                    boolean fast) {

    List<String> toArguments() {
        return List.of(contender.name(), name, jdbcUrl, gateway, interval.toString(), handOver.toString(),
                String.valueOf(fast));
    }

    static NodeSettings of(String[] arguments) {
        return new NodeSettings(Contender.valueOf(arguments[0]), arguments[1], arguments[2], arguments[3],
                Duration.parse(arguments[4]), Duration.parse(arguments[5]), Boolean.parseBoolean(arguments[6]));
    }
}
