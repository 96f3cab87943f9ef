package io.github.camelpika.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An example that takes its key from the environment goes to the gateway that is named there, too: else a prompt that is
 * meant for the simulator goes to a real one, with the key.
 */
class ExampleAccountsTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    static Stream<Path> configurations() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.getFileName().toString().matches("application\\.(properties|yaml)"))
                    .filter(file -> !file.toString().contains("target") && Snippet.read(file).contains("PIKA_API_KEY")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void keyComesWithItsGateway(Path configuration) {
        assertThat(Snippet.read(configuration)).contains("PIKA_GATEWAY", "PIKA_BASE_URI");
    }
}
