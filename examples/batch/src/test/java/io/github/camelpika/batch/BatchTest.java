package io.github.camelpika.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.simulator.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class BatchTest {

    private static final Set<Integer> PROVABLE_REFUSALS = Set.of(400, 401, 403, 429);

    private final PikaSimulator simulator = PikaSimulator.builder()
            .durations(Durations.fixed(Duration.ofMillis(300), Duration.ofMillis(1_200))).start();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void everyRowHasOneLineWhateverHappensAndNoneIsPaidForTwice() throws Exception {
        simulator.faults()
                .rate(Operation.GENERATE, Fault.TASK_FAILED, 0.05)
                .rate(Operation.GENERATE, Fault.TASK_NEVER_FINISHES, 0.02)
                .rate(Operation.GENERATE, Fault.LOST_RESPONSE, 0.03)
                .rate(Operation.GENERATE, Fault.SERVER_ERROR, 0.02)
                .rate(Operation.GENERATE, Fault.BAD_REQUEST, 0.02)
                .rate(Operation.GENERATE, Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER, 0.01)
                .rate(Operation.FEED, Fault.SERVER_ERROR, 0.02)
                .rate(Operation.VIDEO, Fault.VIDEO_TRUNCATED, 0.15)
                .rate(Operation.VIDEO, Fault.VIDEO_HTML, 0.1);

        Run run = Run.against(simulator, directory, Map.of());

        assertThat(run.exit()).as(run.output()).isEqualTo(Batch.DONE);
        List<ResultLine> lines = Table.read(directory.resolve("result.csv"), ResultLine.class);
        List<String> rows = Table.read(Path.of("input/prompts.csv"), PromptRow.class).stream().map(PromptRow::getId).toList();
        assertThat(rows).hasSize(300).doesNotHaveDuplicates();
        assertThat(lines).extracting(line -> line.row).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(lines).extracting(line -> line.state).contains("SUCCEEDED", "FAILED", "TIMED_OUT", "UNKNOWN", "REFUSED",
                "NOT_DOWNLOADED").doesNotContainNull();
        assertThat(lines).filteredOn(line -> line.state.equals("SUCCEEDED")).allSatisfy(
                line -> assertThat(directory.resolve(line.file)).isNotEmptyFile().hasFileName(line.row + ".mp4")
                        .hasParentRaw(directory.resolve("videos").resolve(line.campaign)));
        assertThat(lines).filteredOn(line -> !line.state.equals("SUCCEEDED")).allSatisfy(line -> {
            assertThat(line.error).isNotBlank();
            assertThat(line.file).isNullOrEmpty();
        });
        assertThat(postsThatMayHaveBeenAccepted()).allSatisfy((prompt, posts) -> assertThat(posts).isEqualTo(1));
    }

    private Map<String, Long> postsThatMayHaveBeenAccepted() {
        return simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE)
                .filter(request -> !PROVABLE_REFUSALS.contains(request.status()))
                .collect(Collectors.groupingBy(BatchTest::prompt, Collectors.counting()));
    }

    private static String prompt(RecordedRequest request) {
        try {
            return new ObjectMapper().readTree(request.body()).path("prompt").textValue();
        } catch (JsonProcessingException e) {
            throw new AssertionError(request.body(), e);
        }
    }

    @Test
    void rowIdThatIsThereTwiceIsToldBeforeAnythingIsPosted() throws Exception {
        Run run = withInput("1,a,A cat,16:9,\n1,a,A dog,,\n");

        assertThat(run.exit()).as(run.output()).isEqualTo(Batch.NOT_STARTED);
        assertThat(run.output()).contains("two rows have the id 1");
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void quotesAndCommasAndEmptyFieldsReachTheGatewayAsTheyAre() throws Exception {
        Run run = withInput("1,a,\"A \"\"lucky\"\" cat, asleep\",,\n");

        assertThat(run.exit()).as(run.output()).isEqualTo(Batch.DONE);
        assertThat(simulator.tasks()).singleElement().satisfies(
                task -> assertThat(task.prompt()).isEqualTo("A \"lucky\" cat, asleep"));
    }

    @Test
    void tableThatIsMissingIsTold() {
        Run run = Run.against(simulator, directory, Map.of("batch.input-file", "missing.csv"));

        assertThat(run.exit()).isEqualTo(Batch.NOT_STARTED);
        assertThat(run.output()).contains("there is no table of prompts at ", "missing.csv");
    }

    private Run withInput(String rows) throws Exception {
        Path input = Files.createDirectory(directory.resolve("input"));
        Files.writeString(input.resolve("prompts.csv"), "id,campaign,prompt,ratio,style\n" + rows);
        return Run.against(simulator, directory, Map.of("batch.input-directory", input.toString()));
    }
}
