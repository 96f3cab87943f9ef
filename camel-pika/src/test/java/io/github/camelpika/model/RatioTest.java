package io.github.camelpika.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RatioTest {

    @ParameterizedTest
    @CsvSource({ "16:9,16:9", "16x9,16:9", "' 9 : 16 ',9:16", "1:1,1:1", "5:2,5:2", "2:5,2:5", "4:5,4:5", "4:3,4:3",
            "1920x1080,1920:1080" })
    void bothFormsAreRead(String text, String ratio) {
        assertThat(Ratio.parse(text)).get().hasToString(ratio);
        assertThat(Ratio.problemWith(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "969", "1.78", "1,78", " 57600 ", "0" })
    void bareNumberTellsToQuote(String number) {
        assertThat(Ratio.problemWith(number)).contains("ratio '" + number + "'", "in quotes, as in '16:9'", "969", "16x9");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "wide", "16/9", "16:", ":9", "0:1", "16:-9", "16:9:1", "16:9.5", "-1.78", "99999:1" })
    void nonsenseTellsTheForm(String text) {
        assertThat(Ratio.parse(text)).isEmpty();
        assertThat(Ratio.problemWith(text)).contains("ratio '" + text + "' can't be read", "width:height", "16:9");
    }

    @ParameterizedTest
    @ValueSource(strings = { "26:10", "3:1", "1:3", "39:100", "9999:1" })
    void outOfRangeTellsTheRange(String text) {
        assertThat(Ratio.problemWith(text)).contains("ratio '" + text + "'", "from 2:5 to 5:2");
    }

    @Test
    void sixteenToNineIsAskedForByDefault() {
        assertThat(GenerateRequest.of("a").ratioOrDefault()).hasToString("16:9");
        assertThatThrownBy(() -> GenerateRequest.builder().ratio("969").build().ratioOrDefault())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("in quotes");
    }
}
