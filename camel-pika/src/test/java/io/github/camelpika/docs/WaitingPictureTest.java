package io.github.camelpika.docs;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelpika.benchmark.WaitingPicture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * docs/waiting.svg shows the numbers of docs/benchmarks.adoc. With {@code -Dpika.docs.write} it is written instead of
 * compared.
 */
class WaitingPictureTest {

    private static final Path TABLE = Path.of("..", "docs", "benchmarks.adoc");
    private static final Path PICTURE = Path.of("..", "docs", "waiting.svg");

    @Test
    void thePictureShowsTheNumbersOfTheTable() throws Exception {
        String drawn = WaitingPicture.draw(Files.readAllLines(TABLE));
        if (System.getProperty("pika.docs.write") != null) {
            Files.writeString(PICTURE, drawn);
        }
        assertThat(Files.readString(PICTURE))
                .as("draw it anew with ./mvnw -pl camel-pika -am test -Dtest=WaitingPictureTest -Dpika.docs.write")
                .isEqualTo(drawn);
    }
}
