package io.github.camelpika.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Starts the simulator by hand and says how to talk to it. */
public final class SimulatorMain {

    // Long enough for a person to see that a charge is pending, at the default speed.
    private static final Duration SETTLEMENT = Duration.ofMinutes(1);

    private SimulatorMain() {}

    public static void main(String[] args) throws InterruptedException {
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(args, System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        PikaSimulator simulator = PikaSimulator.builder()
                .port(options.port())
                .apiKey(options.apiKey())
                .seed(options.seed())
                .video(Video.captioned())
                .settlement(SETTLEMENT.dividedBy(Math.max(1, Math.round(options.speed()))))
                .durations(Durations.realistic().scaled(1 / options.speed()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        System.out.println(Welcome.text(simulator));
        new CountDownLatch(1).await();
    }
}
