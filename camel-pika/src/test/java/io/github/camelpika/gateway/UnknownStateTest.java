package io.github.camelpika.gateway;

import io.github.camelpika.model.TaskState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnknownStateTest {

    @Test
    void unknownWordIsInProgressAndToldOnce() {
        String log = Stderr.of(() -> {
            for (int i = 0; i < 5; i++) {
                assertThat(Samples.envelope("{'state':'polishing','video_url':'https://h/v.mp4'}").state())
                        .isEqualTo(TaskState.RUNNING);
            }
        });

        assertThat(log.lines()).singleElement().asString().contains("WARN", "Envelope dialect", "'polishing'");
    }

    @Test
    void vendorsAreToldApart() {
        String log = Stderr.of(() -> {
            Samples.plain("{'videos':[{'status':'polishing-twice'}]}");
            Samples.plain("{'state':'polishing-twice','assets':{}}");
        });

        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void wordCannotForgeALine() {
        String log = Stderr.of(() -> Samples.envelope("{'state':'odd\\r\\n[main] ERROR\\u0085\\u2028\\u001b[31m'}"));

        assertThat(log.strip()).doesNotContain("\n", "\r", "\u0085", "\u2028", "\u001b").contains("'odd [main] ERROR [31m'");
    }
}
