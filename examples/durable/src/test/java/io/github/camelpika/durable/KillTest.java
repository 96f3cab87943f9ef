package io.github.camelpika.durable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The script of README.md, with its real processes and its real kill.
 */
@DisabledOnOs(OS.WINDOWS)
class KillTest {

    private static final int ROWS = 40;
    /** For a hang only: it takes some 20. */
    private static final int MOST_SECONDS = 180;

    @Test
    void secondRunFinishesTheJobWithH2() throws Exception {
        finishes("target/kill-h2", Map.of());
    }

    @Test
    void secondRunFinishesTheJobWithPostgreSql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
            finishes("target/kill-postgresql", Map.of("PIKA_DB_USER", "postgres"), "-Ddurable.database=" + url);
            assertThat(Path.of("target/kill-postgresql/pika.mv.db")).doesNotExist();
        }
    }

    private static void finishes(String work, Map<String, String> environment, String... options) throws Exception {
        String output = script(work, environment, options);

        assertThat(output).contains("Killed: ").containsPattern("In this run 0 were posted, and [1-9]\\d* met the task");
        assertThat(postsByPrompt(Path.of(work, "requests.json"))).hasSize(ROWS)
                .allSatisfy((prompt, posts) -> assertThat(posts).isEqualTo(1));
        List<String> lines = Files.readAllLines(Path.of(work, "videos", "result.csv"));
        assertThat(lines.subList(1, lines.size())).hasSize(ROWS).allMatch(line -> line.contains(",SUCCEEDED,"))
                .extracting(line -> line.substring(0, line.indexOf(','))).doesNotHaveDuplicates()
                .allSatisfy(row -> assertThat(Path.of(work, "videos", "videos", row + ".mp4")).isNotEmptyFile());
    }

    private static String script(String work, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        List<String> command
                = new ArrayList<>(List.of("bash", "run.sh", System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "DURABLE_WORK", work));
        Path output = Path.of(work + ".log");
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as(text).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Map<String, Long> postsByPrompt(Path requests) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> prompts = new ArrayList<>();
        for (JsonNode request : json.readTree(requests.toFile())) {
            if (request.path("operation").asText().equals("GENERATE")) {
                prompts.add(json.readTree(request.path("body").asText()).path("prompt").asText());
            }
        }
        return prompts.stream().collect(Collectors.groupingBy(prompt -> prompt, Collectors.counting()));
    }
}
