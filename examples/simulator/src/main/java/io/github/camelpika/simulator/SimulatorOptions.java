package io.github.camelpika.simulator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the simulator is started by hand: {@code --port=8787}, or PIKA_SIMULATOR_PORT=8787; an argument wins.
 *
 * @param speed 20 finishes tasks twenty times faster than a real gateway
 */
record SimulatorOptions(int port, double speed, String apiKey, long seed) {

    private static final String ENVIRONMENT_PREFIX = "PIKA_SIMULATOR_";
    private static final Map<String, String> DEFAULTS =
            Map.of("port", "8787", "speed", "20", "api-key", "sim-key", "seed", "1");

    SimulatorOptions {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("--speed=" + speed + " is not above 0; --speed=1 is a real gateway's");
        }
    }

    static SimulatorOptions parse(String[] args, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>(DEFAULTS);
        DEFAULTS.keySet().forEach(name -> values.computeIfPresent(
                name, (key, value) -> environment.getOrDefault(environmentName(name), value)));
        Arrays.stream(args).forEach(arg -> put(values, arg));
        return new SimulatorOptions(
                Math.toIntExact(whole("port", values)),
                decimal("speed", values),
                values.get("api-key"),
                whole("seed", values));
    }

    private static void put(Map<String, String> values, String arg) {
        String[] nameAndValue = arg.split("=", 2);
        String name = nameAndValue[0].replaceFirst("^--", "");
        if (nameAndValue.length < 2 || !arg.startsWith("--") || !DEFAULTS.containsKey(name)) {
            Set<String> known = new TreeSet<>();
            DEFAULTS.forEach((option, value) -> known.add("--" + option + "=" + value));
            throw new IllegalArgumentException(
                    "Unknown argument " + arg + "; the options and their defaults are " + known);
        }
        values.put(name, nameAndValue[1]);
    }

    private static long whole(String name, Map<String, String> values) {
        try {
            return Long.parseLong(values.get(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + "=" + values.get(name) + " is not a whole number", e);
        }
    }

    private static double decimal(String name, Map<String, String> values) {
        try {
            return Double.parseDouble(values.get(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + "=" + values.get(name) + " is not a number", e);
        }
    }

    private static String environmentName(String option) {
        return ENVIRONMENT_PREFIX + option.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
