package io.github.camelpika.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelpika.simulator.PikaSimulator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The route, exported by the Camel CLI as a project of each runtime, built by Maven, and run.
 */
class ExportTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({ "camel-main, target/videos-1.0.jar", "spring-boot, target/videos-1.0.jar",
            "quarkus, target/quarkus-app/quarkus-run.jar" })
    void exportedRouteMakesAFile(String runtime, String jar) throws Exception {
        CamelCli.copy(folder, "videos.camel.yaml", "application.properties", "prompts/fox.txt");
        Path project = folder.resolve("project");

        run(Map.of(), CamelCli.command("export", "videos.camel.yaml", "application.properties", "--runtime=" + runtime,
                "--gav=com.example:videos:1.0", "--directory=" + project, "--java-version=17"));
        run(Map.of(), build(project));
        try (PikaSimulator simulator = Program.gateway()) {
            run(Program.account(simulator), List.of(CamelCli.java(), "-Dcamel.main.duration-max-messages=1",
                    "-Dcamel.component.pika.poll-interval=200ms", "-jar", project.resolve(jar).toString()));

            assertThat(simulator.tasks()).hasSize(1);
            assertThat(folder.resolve("videos").resolve(simulator.tasks().get(0).id() + ".mp4")).isNotEmptyFile();
        }
    }

    private static List<String> build(Path project) {
        List<String> maven = new ArrayList<>(List.of(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString()));
        maven.addAll(List.of("-ntp", "-q", "package", "-f", project.toString(),
                "-Dmaven.repo.local=" + CamelCli.LOCAL_REPOSITORY,
                "-Dmaven.repo.local.tail=" + System.getProperty("maven.repository")));
        return maven;
    }

    private void run(Map<String, String> environment, List<String> command) throws Exception {
        try (Program program = Program.start(folder, environment, command)) {
            program.succeeds();
        }
    }
}
