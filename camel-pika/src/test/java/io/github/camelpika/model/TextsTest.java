package io.github.camelpika.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a cat|a cat",
        "see https://cdn.example/a.mp4?X-Amz-Signature=abc&e=1 and go|see https://cdn.example/a.mp4?... and go",
        "\"https://cdn.example/a.mp4#token=abc\"|\"https://cdn.example/a.mp4?...\"",
        "HTTP://bob:secret@cdn.example/a|HTTP://cdn.example/a",
        "s3://key:secret@bucket/a?sig=x|s3://bucket/a?...",
        "is it? yes # no|is it? yes # no" })
    void theAddressesInABriefTextHaveNoSignature(String text, String brief) {
        assertThat(Texts.brief(text, 100)).isEqualTo(brief);
    }

    @Test
    void aBriefTextIsOneLineAndNotLonger() {
        assertThat(Texts.brief("a\r\n\u001b[31mcat\u202e", 100)).isEqualTo("a [31mcat");
        assertThat(Texts.brief("x".repeat(5_000), 80)).hasSize(80).endsWith("x...");
        assertThat(Texts.brief("\uD83D\uDC31".repeat(50), 81)).hasSizeLessThanOrEqualTo(81).isEqualTo("\uD83D\uDC31".repeat(39) + "...");
        assertThat(Texts.brief("\uD83D\uDC31".repeat(50), 80)).isEqualTo("\uD83D\uDC31".repeat(38) + "...");
        assertThat(Texts.brief(null, 80)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = { "a cat|a cat", " a|a", "a |a", "a  cat|a cat",
        " | ", "a\tcat|a cat", "a\u007fcat|a cat", "a\u0085cat|a cat", "a\u2028cat|a cat", "a\u00a0cat|a\u00a0cat",
        "\u732b|\u732b" })
    void onlyWhatIsCleanStaysAsItIs(String text, String clean) {
        assertThat(Texts.clean(text)).isEqualTo(clean.strip());
    }

    @Test
    void aCleanTextThatIsTooLongIsCut() {
        assertThat(Texts.clean("x".repeat(500))).hasSize(500);
        assertThat(Texts.clean("x".repeat(501))).hasSize(500).endsWith("...");
        assertThat(Texts.clean("")).isEmpty();
    }
}
