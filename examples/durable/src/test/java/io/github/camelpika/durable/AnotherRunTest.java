package io.github.camelpika.durable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one run leaves to the next, in this process.
 */
@Timeout(60)
class AnotherRunTest {

    private final PikaSimulator simulator = PikaSimulator.start();
    private String output;

    @TempDir
    Path directory;

    @BeforeEach
    void table() throws Exception {
        table("1,A cat,16:9", "2,A dog,");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void table(String... rows) throws Exception {
        Files.writeString(directory.resolve("prompts.csv"), "id,prompt,ratio\n" + String.join("\n", rows) + "\n");
    }

    private List<String> lines() throws Exception {
        List<String> lines = Files.readAllLines(result());
        return lines.subList(1, lines.size()).stream().map(line -> line.replaceFirst("^(\\d+,\\w+),.*", "$1")).sorted().toList();
    }

    private Path result() {
        return directory.resolve("result.csv");
    }

    private int run() {
        Map<String, String> properties = Map.of(
                "camel.component.pika.gateway", "cometapi",
                "camel.component.pika.base-uri", simulator.baseUri("cometapi").toString(),
                "camel.component.pika.api-key", simulator.apiKey(),
                "camel.component.pika.poll-interval", "500ms",
                "durable.database", "jdbc:h2:file:" + directory.resolve("pika") + ";DB_CLOSE_DELAY=-1",
                "durable.input-directory", directory.toString(),
                "durable.output", directory.toString(),
                // a hang is to be seen as rows without a line
                "camel.main.duration-max-seconds", "20");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int exit = new Durable(properties, new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();
        output = bytes.toString(StandardCharsets.UTF_8);
        return exit;
    }

    @Test
    void rowsThatTheTableHasGotSinceThenAreTheOnlyOnesPosted() throws Exception {
        assertThat(run()).isEqualTo(Durable.DONE);
        table("1,A cat,16:9", "2,A dog,", "3,A fox,");

        assertThat(run()).as(output).isEqualTo(Durable.DONE);
        assertThat(output).contains("3 rows have their line. In this run 1 were posted, and 0 met");
        assertThat(lines()).containsExactly("1,SUCCEEDED", "2,SUCCEEDED", "3,SUCCEEDED");
        assertThat(simulator.tasks()).hasSize(3);
    }

    @Test
    void linesThatAreGoneAreWrittenAgainWithoutAnotherPost() throws Exception {
        assertThat(run()).isEqualTo(Durable.DONE);
        Files.delete(result());
        Files.delete(directory.resolve("videos/1.mp4"));

        assertThat(run()).as(output).isEqualTo(Durable.DONE);
        assertThat(output).contains("In this run 0 were posted, and 2 met");
        assertThat(lines()).containsExactly("1,SUCCEEDED", "2,SUCCEEDED");
        assertThat(directory.resolve("videos/1.mp4")).isNotEmptyFile();
        assertThat(simulator.tasks()).hasSize(2);
    }

    @Test
    void rowThatWasRefusedIsPostedAgain() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.BAD_REQUEST);

        assertThat(run()).isEqualTo(Durable.INCOMPLETE);
        assertThat(output).contains("Not done: row 1: CometAPI did not accept the job");
        assertThat(run()).as(output).isEqualTo(Durable.DONE);
        assertThat(lines()).containsExactly("1,SUCCEEDED", "2,SUCCEEDED");
    }

    @Test
    void rowWhoseFateIsUnknownIsToldAndNotPostedAgain() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);

        assertThat(run()).as(output).isEqualTo(Durable.DONE);
        assertThat(lines()).containsExactly("1,UNKNOWN", "2,SUCCEEDED");
        Files.delete(result());
        assertThat(run()).as(output).isEqualTo(Durable.DONE);
        assertThat(lines()).containsExactly("1,UNKNOWN", "2,SUCCEEDED");
        assertThat(simulator.tasks()).hasSize(2);
    }

    @Test
    void rowIdThatIsThereTwiceIsToldBeforeAnythingIsPosted() throws Exception {
        table("1,A cat,", "1,A dog,");

        assertThat(run()).isEqualTo(Durable.INCOMPLETE);
        assertThat(output).contains("two rows have the id 1");
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void tableThatIsMissingIsTold() throws Exception {
        Files.delete(directory.resolve("prompts.csv"));

        assertThat(run()).isEqualTo(Durable.NOT_STARTED);
        assertThat(output).contains("there is no table of prompts at ", "prompts.csv");
    }
}
