package io.github.camelpika.download;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileNamesTest {

    /** What file systems take. */
    private static final int MOST_BYTES = 255;

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            cat.mp4                    > cat.mp4
            ads/2026/cat.mp4           > ads/2026/cat.mp4
            Mein schönes Video.mp4     > Mein schönes Video.mp4
            ../../etc/passwd           > etc/passwd
            ads/../../cat.mp4          > ads/cat.mp4
            /etc/passwd                > etc/passwd
            ..\\..\\boot.ini           > boot.ini
            C:\\Windows\\cat.mp4       > C_/Windows/cat.mp4
            \\\\server\\share\\cat.mp4 > server/share/cat.mp4
            ./cat.mp4                  > cat.mp4
            a//b.mp4                   > a/b.mp4
            .ssh/authorized_keys       > ssh/authorized_keys
            ...cat.mp4                 > cat.mp4
            . .cat.mp4                 > cat.mp4
            cat.mp4...                 > cat.mp4
            ads. /cat.mp4. .           > ads/cat.mp4
            cat.mp4/                   > cat.mp4
            """)
    void pathStaysBelowTheDirectoryAndIsNotHidden(String name, String cleaned) {
        assertThat(FileNames.clean(name)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", ".", "..", "/", "\\", "../..", " . ", "./../", " / .. / " })
    void nameOfStepsAloneIsEmpty(String name) {
        assertThat(FileNames.clean(name)).isEmpty();
    }

    @Test
    void controlAndInvisibleCharactersAndThoseOfShellsAreReplaced() {
        assertThat(FileNames.clean("a\0b\nc\u001bd.mp4")).isEqualTo("a_b_c_d.mp4");
        assertThat(FileNames.clean("cat\u202e4pm.exe")).isEqualTo("cat_4pm.exe");
        assertThat(FileNames.clean("a:b*c?d\"e<f>g|h")).isEqualTo("a_b_c_d_e_f_g_h");
    }

    @ParameterizedTest
    @CsvSource({ "CON, _CON", "nul.mp4, _nul.mp4", "ads/Com1.tar.gz, ads/_Com1.tar.gz", "LPT9, _LPT9", "AUX .x, _AUX .x",
            "CONcert.mp4, CONcert.mp4", "COM10.mp4, COM10.mp4" })
    void devicesOfWindowsAreNoFiles(String name, String cleaned) {
        assertThat(FileNames.clean(name)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "ö", "猫", "😀", "a😀", "\ud83d", "e\u0301" })
    void everyPartFitsAFileSystemAndKeepsItsEnding(String character) {
        for (int length = 1; length < 300; length++) {
            String cleaned = FileNames.clean("ads/" + character.repeat(length) + ".mp4");

            assertThat(cleaned).startsWith("ads/").endsWith(".mp4");
            assertThat(Arrays.stream(cleaned.split("/")).mapToInt(FileNamesTest::bytes).max().getAsInt())
                    .isLessThanOrEqualTo(MOST_BYTES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "😀", "a😀", "\ud83d", "\ude00x", "😀\ud83d" })
    void noHalfOfACharacterIsLeftOver(String character) {
        for (int length = 1; length < 120; length++) {
            String cleaned = FileNames.clean(character.repeat(length) + ".mp4");

            // a lone surrogate has no bytes in UTF-8, so no file can have such a name
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(cleaned)).as(cleaned).isTrue();
        }
    }

    @Test
    void namesThatDifferInTheirMiddleStayDifferent() {
        String same = "x".repeat(100);

        assertThat(FileNames.clean(same + "1" + same + ".mp4")).isNotEqualTo(FileNames.clean(same + "2" + same + ".mp4"));
    }

    @Test
    void cleanNameStaysAsItIs() {
        String cleaned = FileNames.clean("../" + "😀".repeat(200) + " .mp4 ");

        assertThat(FileNames.clean(cleaned)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @CsvSource({ "cat.mp4, cat", "ads/cat.final.mp4, ads/cat.final", "cat, cat", "ads.2026/cat, ads.2026/cat" })
    void stemIsWhatComesBeforeTheEnding(String name, String stem) {
        assertThat(FileNames.stem(name)).isEqualTo(stem);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
