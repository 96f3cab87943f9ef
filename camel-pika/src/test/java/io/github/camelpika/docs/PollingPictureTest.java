package io.github.camelpika.docs;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelpika.benchmark.PollingPicture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * docs/polling.svg is what the schedules do. With {@code -Dpika.docs.write} it is written instead of compared.
 */
class PollingPictureTest {

    private static final Path PICTURE = Path.of("..", "docs", "polling.svg");

    @Test
    void thePictureIsWhatTheSchedulesDo() throws Exception {
        String drawn = PollingPicture.draw();
        if (System.getProperty("pika.docs.write") != null) {
            Files.writeString(PICTURE, drawn);
        }
        assertThat(Files.readString(PICTURE))
                .as("draw it anew with ./mvnw -pl camel-pika -am test -Dtest=PollingPictureTest -Dpika.docs.write")
                .isEqualTo(drawn);
    }
}
