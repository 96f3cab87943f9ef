package io.github.camelpika.observe;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What is measured in time, for a registry of meters.
 */
public enum Timed {

    TASK_DURATION("task.duration", "input", "Time from the acceptance of a task until it was seen to have ended",
            30, 60, 120, 180, 240, 300, 600, 900, 1800),
    DETECTION_DELAY("detection.delay", null,
            "Time between the last poll that saw a task unfinished and the one that saw its end, which is the most"
                    + " that the end was noticed late",
            .5, 1, 2, 5, 10, 15, 30),
    RATE_LIMIT_WAIT("rate.limit.wait", "call", "Time that requests waited because of the rate limit",
            .001, .1, 1, 10, 60, 600);

    private final String label;
    private final String detail;
    private final String description;
    private final double[] seconds;

    Timed(String label, String detail, String description, double... seconds) {
        this.label = label;
        this.detail = detail;
        this.description = description;
        this.seconds = seconds;
    }

    /**
     * The name, its words parted by dots.
     */
    String label() {
        return label;
    }

    /**
     * What it is parted by beside the gateway, or null.
     */
    String detail() {
        return detail;
    }

    String description() {
        return description;
    }

    /**
     * The edges between which it is counted, for quantiles over several nodes.
     */
    List<Duration> edges() {
        return Arrays.stream(seconds).mapToObj(edge -> Duration.ofMillis((long) (edge * 1_000))).toList();
    }
}
