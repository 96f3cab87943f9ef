package io.github.camelpika.simulator;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** A simulator by a virtual clock: 10 s in the queue, then 100 s of work. */
abstract class SimulatorTest {

    final VirtualClock clock = new VirtualClock();
    final PikaSimulator simulator = PikaSimulator.builder()
            .clock(clock)
            .durations(Durations.fixed(Duration.ofSeconds(10), Duration.ofSeconds(100)))
            .video(video())
            .start();
    final Client client = new Client(simulator);

    Video video() {
        return Video.ofSize(100_000);
    }

    @AfterEach
    void close() {
        simulator.close();
    }
}
