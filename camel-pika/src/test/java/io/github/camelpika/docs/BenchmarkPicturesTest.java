package io.github.camelpika.docs;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelpika.benchmark.BenchmarkPicture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pictures of docs/benchmarks.adoc show the numbers that stand there. With {@code -Dpika.docs.write} they are written
 * instead of compared.
 */
class BenchmarkPicturesTest {

    private static final Path DOCS = Path.of("..", "docs");

    @ParameterizedTest
    @EnumSource
    void thePictureShowsTheNumbersOfTheTable(BenchmarkPicture picture) throws Exception {
        Path tables = DOCS.resolve("benchmarks.adoc");
        String drawn = picture.draw(Files.readAllLines(tables));
        if (System.getProperty("pika.docs.write") != null) {
            Files.writeString(DOCS.resolve(picture.file()), drawn);
        }
        assertThat(Files.readString(tables)).contains("image::" + picture.file() + "[");
        assertThat(Files.readString(DOCS.resolve(picture.file())))
                .as("draw it anew with ./mvnw -pl camel-pika -am test -Dtest=BenchmarkPicturesTest -Dpika.docs.write"
                    + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(drawn);
    }
}
