package io.github.camelpika.javadsl;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.javadsl.Report.Outcome;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.PikaSimulator;

/**
 * Animates the photos in {@code photos.txt}; at a gateway if there is a key for one, else on this machine.
 */
public final class AnimatePhotos {

    private static final String DEFAULT_GATEWAY = "vapi";

    private AnimatePhotos() {
    }

    public static void main(String[] args) throws Exception {
        System.exit(run(System.getenv(), Photo.in(Path.of("photos.txt")), Map.of(), System.out));
    }

    /**
     * @return 0 if every photo has its video, else 1
     */
    static int run(Map<String, String> environment, List<Photo> photos, Map<String, String> properties, PrintStream out)
            throws Exception {
        PikaConfiguration options = new PikaConfiguration();
        options.setGateway(environment.getOrDefault("PIKA_GATEWAY", DEFAULT_GATEWAY));
        if (environment.containsKey("PIKA_API_KEY")) {
            out.println("PIKA_API_KEY is set: the jobs go to " + options.getGateway() + ", which charges for them.");
            options.setBaseUri(environment.get("PIKA_BASE_URI"));
            options.setApiKey(environment.get("PIKA_API_KEY"));
            return animate(options, photos, properties, out);
        }
        Durations fast = Durations.realistic().scaled(1.0 / 25);
        try (PikaSimulator simulator = PikaSimulator.builder().durations(fast).start()) {
            out.println("PIKA_API_KEY is not set: a simulated " + options.getGateway()
                        + " on this machine makes the videos, for nothing.");
            options.setBaseUri(simulator.baseUri(options.getGateway()).toString());
            options.setApiKey(simulator.apiKey());
            options.setPollInterval(Duration.ofMillis(500));
            return animate(options, photos, properties, out);
        }
    }

    private static int animate(PikaConfiguration options, List<Photo> photos, Map<String, String> properties,
                               PrintStream out) throws Exception {
        Report report = new Report(out);
        try (Animation animation = new Animation(options, properties, report)) {
            // After Ctrl-C each wait is ended, and the report has the task ids.
            Runtime.getRuntime().addShutdownHook(new Thread(animation::close));
            animation.animate(photos);
        }
        long videos = report.lines().stream().filter(line -> line.outcome() == Outcome.SUCCEEDED).count();
        return videos == photos.size() ? 0 : 1;
    }
}
