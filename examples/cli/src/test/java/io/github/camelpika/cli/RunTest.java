package io.github.camelpika.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The files of this folder, run by the Camel CLI.
 */
class RunTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;
    private final PikaSimulator simulator = Program.gateway();

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "cometapi", "pika", "fal" })
    void routeMakesAFile(String gateway) throws Exception {
        CamelCli.copy(folder, "videos.camel.yaml", "application.properties", "prompts/fox.txt");
        if (!gateway.equals("cometapi")) {
            // elsewhere an effect takes a picture to start from
            Path route = folder.resolve("videos.camel.yaml");
            String model = gateway.equals("pika") ? "2.5" : "2.2";
            Files.writeString(route, Files.readString(route).replace("style: Melt", "model: \"" + model + "\""));
        }
        run("videos.camel.yaml", gateway);

        assertThat(folder.resolve("videos").resolve(simulator.tasks().get(0).id() + ".mp4")).isNotEmptyFile();
    }

    @Test
    void secondRunPaysForNothing() throws Exception {
        CamelCli.copy(folder, "prompts/fox.txt");
        run("videos.camel.yaml");
        run("videos.camel.yaml");

        assertThat(folder.resolve(".camel-pika/tasks.mv.db")).exists();
    }

    @Test
    void secondRunOfAKameletPaysForNothing() throws Exception {
        run("kamelet.camel.yaml");
        run("kamelet.camel.yaml");
    }

    @Test
    void secondRunOfAPipePaysForNothing() throws Exception {
        run("pipe.yaml");
        run("pipe.yaml");
    }

    @Test
    void routeThatIsSavedTwiceUnderDevPaysForEachPromptOnce() throws Exception {
        CamelCli.copy(folder, "videos.camel.yaml", "application.properties", "prompts/fox.txt");
        Files.writeString(folder.resolve("prompts/tram.txt"), "A tram climbs a steep street");
        Files.writeString(folder.resolve("prompts/boat.txt"), "A paper boat drifts across a pond");
        Path route = folder.resolve("videos.camel.yaml");
        try (Program cli = Program.start(folder, Program.account(simulator), CamelCli.command("run", "videos.camel.yaml",
                "application.properties", "--dev", "--property=camel.component.pika.pollInterval=200ms"))) {
            for (int saved = 0; saved <= 2; saved++) {
                int made = 3 * saved + 3;
                await().atMost(LONG).until(() -> times(cli.output(), " points") >= made);
                Files.writeString(route, Files.readString(route) + "# saved\n");
            }
            assertThat(cli.output()).doesNotContain("may pay twice");
        }
        assertThat(simulator.tasks()).hasSize(3);
    }

    private static long times(String output, String word) {
        return output.lines().filter(line -> line.endsWith(word)).count();
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
        run(file, "cometapi");
    }

    private void run(String file, String gateway) throws Exception {
        if (Files.notExists(folder.resolve(file))) {
            CamelCli.copy(folder, file, "application.properties");
        }
        try (Program cli = Program.start(folder, Program.account(simulator, gateway), CamelCli.command("run", file,
                "application.properties", "--max-messages=1", "--property=camel.component.pika.pollInterval=200ms"))) {
            cli.succeeds();
            assertThat(cli.output()).contains("Started");
        }
        assertThat(simulator.tasks()).hasSize(1);
    }
}
