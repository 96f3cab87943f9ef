package io.github.camelpika.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LineTest {

    @TempDir
    Path directory;

    @Test
    void rowThatIsDeliveredTwiceHasOneLine() throws Exception {
        Properties properties = new Properties();
        properties.putAll(Map.of("camel.component.pika.api-key", "none", "batch.output", directory.toString(),
                "camel.main.routes-include-pattern", "camel/finished.camel.yaml"));
        Main camel = new Main();
        camel.setOverrideProperties(properties);
        camel.bind("results", Results.in(directory));
        camel.bind("ledger", new Ledger(() -> { }));
        camel.bind("tries", new Tries());
        camel.start();
        try {
            Map<String, Object> headers = Map.of("rowId", "7", "campaign", "a", "CamelPikaState", "FAILED",
                    "CamelPikaError", "it says \"no\",\nand more");
            camel.getCamelTemplate().sendBodyAndHeaders("direct:line", null, headers);
            camel.getCamelTemplate().sendBodyAndHeaders("direct:line", null, headers);
        } finally {
            camel.stop();
        }

        assertThat(Files.readAllLines(directory.resolve("result.csv")))
                .containsExactly(ResultLine.TITLES, "7,a,FAILED,,,,,\"it says 'no', and more\"");
    }
}
