package io.github.camelpika.cli;

import java.nio.file.Path;

import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of this folder, run by the Camel CLI.
 */
class RunTest {

    @TempDir
    Path folder;
    private final PikaSimulator simulator = Program.gateway();

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void routeMakesAFile() throws Exception {
        CamelCli.copy(folder, "prompts/fox.txt");
        run("videos.camel.yaml");

        assertThat(folder.resolve("videos").resolve(simulator.tasks().get(0).id() + ".mp4")).isNotEmptyFile();
    }

    @Test
    void kameletMakesAStreamThatARouteWritesToAFile() throws Exception {
        run("kamelet.camel.yaml");

        assertThat(folder.resolve("videos/boat.mp4")).isNotEmptyFile();
        assertThat(submitted()).contains("9:16", "paper boat");
    }

    @Test
    void kameletsMakeAPipe() throws Exception {
        run("pipe.yaml");

        assertThat(folder.resolve("videos").resolve(simulator.tasks().get(0).id() + ".mp4")).isNotEmptyFile();
        assertThat(submitted()).contains("Melt", "paper boat");
    }

    /** The CLI looks at health checks all the time, and one asks the gateway. */
    private String submitted() {
        return simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).findFirst()
                .orElseThrow().body();
    }

    private void run(String file) throws Exception {
        CamelCli.copy(folder, file, "application.properties");
        try (Program cli = Program.start(folder, Program.account(simulator), CamelCli.command("run", file,
                "application.properties", "--max-messages=1", "--property=camel.component.pika.pollInterval=200ms"))) {
            cli.succeeds();
            assertThat(cli.output()).contains("Started");
        }
        assertThat(simulator.tasks()).hasSize(1);
    }
}
