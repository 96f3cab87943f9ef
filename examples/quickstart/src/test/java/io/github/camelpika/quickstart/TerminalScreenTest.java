package io.github.camelpika.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TerminalScreenTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void everyJobKeepsOneLineThatFits() {
        TerminalScreen screen = new TerminalScreen(new PrintStream(shown));
        Jobs jobs = new Jobs(new Prompts(List.of("a.txt", "b.txt")), InstantSource.fixed(Instant.EPOCH), screen, () -> { });

        jobs.failed("b.txt", new IllegalStateException("a long story ".repeat(20)));
        screen.close();

        String last = shown.toString().substring(shown.toString().lastIndexOf("\033[2A"));
        assertThat(last.lines()).hasSize(2).allSatisfy(line -> assertThat(line).hasSizeLessThan(79 + 8));
        assertThat(last).contains("a.txt            waiting\033[K\n").contains("b.txt            failed       a long story");
    }
}
