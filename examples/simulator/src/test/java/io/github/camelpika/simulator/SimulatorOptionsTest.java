package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorOptionsTest {

    @Test
    void argumentsWinOverTheEnvironment() {
        Map<String, String> environment = Map.of("PIKA_SIMULATOR_PORT", "1", "PIKA_SIMULATOR_API_KEY", "k");

        SimulatorOptions options = SimulatorOptions.parse(new String[] {"--port=2", "--speed=4"}, environment);

        assertThat(options).isEqualTo(new SimulatorOptions(2, 4, "k", 1));
    }

    @Test
    void anUnknownArgumentNamesTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatorOptions.parse(new String[] {"--prot=2"}, Map.of()))
                .withMessageContaining("--port=8787");
    }
}
