package io.github.camelpika.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import io.github.camelpika.PikaComponent;
import io.github.camelpika.track.JdbcTaskTracker;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DurabilityDocTest {

    private static final Path STATEMENTS = Path.of("src", "main", "resources", "io", "github", "camelpika", "track");

    @TempDir
    Path directory;

    private static String page() throws Exception {
        return Files.readString(Path.of("..", "docs", "durability.adoc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "h2", "mysql", "sqlserver", "oracle"})
    void theStatementsAreThoseOfTheJar(String database) throws Exception {
        assertThat(page()).contains("----\n" + Files.readString(STATEMENTS.resolve(database + ".sql")) + "----\n");
    }

    @Test
    void theWordForOneProcessMakesAFile() throws Exception {
        Main main = started(properties().get(0).text().replace("= h2", "= h2:" + directory.resolve("tasks")));
        main.getCamelContext().getComponent("pika");
        assertThat(directory.resolve("tasks.mv.db")).exists();
        main.stop();
    }

    @Test
    void theSettingsForPostgreSqlNameWhatIsThere() throws Exception {
        Main main = started(properties().get(1).text().replace("{{env:PIKA_DB_PASSWORD}}", "secret")
                .replace("db.example.com", "localhost:1"));
        JdbcTaskTracker tracker
                = (JdbcTaskTracker) main.getCamelContext().getComponent("pika", PikaComponent.class).getTaskTracker();
        assertThat(tracker.getRetention()).hasDays(14);
        main.stop();
    }

    private static List<Snippet> properties() throws Exception {
        return Snippet.of("durability.adoc", "properties");
    }

    private static Main started(String text) throws Exception {
        Properties properties = new Properties();
        properties.load(new java.io.StringReader(text));
        Main main = new Main();
        main.setOverrideProperties(properties);
        main.start();
        return main;
    }
}
