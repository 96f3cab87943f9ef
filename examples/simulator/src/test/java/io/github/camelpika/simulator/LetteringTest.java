package io.github.camelpika.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetteringTest {

    @Test
    void linesBreakBetweenWordsAndEndInDots() {
        assertThat(Lettering.lines("a cat on a mat", 6 * 8, 1, 4)).containsExactly("a cat on", "a mat");
        assertThat(Lettering.lines("unbreakable", 6 * 4, 1, 4)).containsExactly("unbr", "eaka", "ble");
        assertThat(Lettering.lines("one two three four", 6 * 9, 1, 1)).containsExactly("one tw...");
        assertThat(Lettering.lines("", 100, 1, 4)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13})
    void noWidthIsTooNarrow(int width) {
        assertThat(Lettering.lines("a cat on a mat", width, 2, 3)).hasSize(3);
    }

    @Test
    void accentsAreLeftOutAndWhiteSpaceIsOneBlank() {
        assertThat(Lettering.lines("caf\u00e9\n\tnoir", 1000, 1, 1)).isEqualTo(List.of("cafe noir"));
    }

    @Test
    void everyLetterLooksDifferent() {
        Set<String> shapes = new HashSet<>();
        for (char letter = ' '; letter <= '~'; letter++) {
            assertThat(shapes.add(shape(letter))).as("%s", letter).isTrue();
        }
        assertThat(shapes.add(shape('\u732b'))).as("a letter that it does not have").isTrue();
    }

    private static String shape(char letter) {
        BufferedImage image = new BufferedImage(6, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        Lettering.write(graphics, String.valueOf(letter), 0, 0, 1);
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < 48; i++) {
            shape.append(image.getRGB(i % 6, i / 6) == Color.WHITE.getRGB() ? '#' : '.');
        }
        return shape.toString();
    }
}
