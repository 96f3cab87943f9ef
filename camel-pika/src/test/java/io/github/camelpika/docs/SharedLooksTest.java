package io.github.camelpika.docs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.camelpika.observe.board.PikaBoardProducer;
import io.github.camelpika.simulator.PikaSimulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who has both pages open is to see that they belong together. */
class SharedLooksTest {

    private static final Pattern VARIABLE = Pattern.compile("(--[\\w-]+): ([^;]+);");
    private static final Pattern FONT = Pattern.compile("font: 1rem/1.5 [^;]+;");

    private static String read(Class<?> beside, String name) throws Exception {
        try (var in = beside.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> variables(String css) {
        return VARIABLE.matcher(css).results().map(MatchResult::group).toList();
    }

    @Test
    void theSimulatorsPageHasTheColoursAndTheTypeOfTheBoard() throws Exception {
        String board = read(PikaBoardProducer.class, "board.css");
        String simulator = read(PikaSimulator.class, "page/page.css");
        assertThat(variables(simulator)).hasSizeGreaterThan(20).isEqualTo(variables(board));
        assertThat(simulator).containsPattern(FONT);
        assertThat(board).containsPattern(FONT);
        assertThat(read(PikaSimulator.class, "page/icon.svg")).isEqualTo(read(PikaBoardProducer.class, "icon.svg"));
    }
}
