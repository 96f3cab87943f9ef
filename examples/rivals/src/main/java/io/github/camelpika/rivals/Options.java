package io.github.camelpika.rivals;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured: {@code batch} jobs in the large batch and a fifth of it in the small one, {@code kills} and
 * {@code seconds} that are waited for a takeover, each of which may be 0 for none; {@code only} some contenders.
 */
record Options(int batch, int kills, Duration longest, List<Contender> only) {

    static Options of(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        for (String each : arguments) {
            String[] both = each.split("=", 2);
            values.put(both[0], both[1]);
        }
        return new Options(Integer.parseInt(values.getOrDefault("batch", "10000")),
                Integer.parseInt(values.getOrDefault("kills", "10")),
                Duration.ofSeconds(Long.parseLong(values.getOrDefault("seconds", "120"))),
                values.containsKey("only") ? Arrays.stream(values.get("only").split(",")).map(Contender::valueOf).toList()
                        : List.of(Contender.values()));
    }
}
