package io.github.camelpika.rivals;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured, from arguments such as {@code kills=50}.
 *
 * @param batch   jobs in the large batch, and five times as many as in the small one; 0 for none
 * @param kills   how often a node is killed, 0 for never
 * @param longest that a takeover with defaults is waited for, 0 for not at all
 * @param only    the contenders
 */
record Options(int batch, int kills, Duration longest, List<Contender> only) {

    static Options of(String[] arguments) {
        Map<String, String> values = new HashMap<>(Map.of("batch", "10000", "kills", "10", "seconds", "90", "only",
                String.join(",", Arrays.stream(Contender.values()).map(Enum::name).toList())));
        for (String each : arguments) {
            String[] both = each.split("=", 2);
            if (both.length < 2 || values.replace(both[0], both[1]) == null) {
                throw new IllegalArgumentException(each + " is none of " + values.keySet() + " with a value");
            }
        }
        return new Options(Integer.parseInt(values.get("batch")), Integer.parseInt(values.get("kills")),
                Duration.ofSeconds(Long.parseLong(values.get("seconds"))),
                Arrays.stream(values.get("only").split(",")).map(Contender::valueOf).toList());
    }
}
