package io.github.camelpika.rig;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PrintedSecretsTest {

    @Test
    void printedKeyIsComplainedAboutAndNotRepeated() {
        assertThatThrownBy(() -> PrintedSecrets.complain("12:00 WARN Authorization: Bearer sim-key")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("Authorization: Bearer <key>");
    }

    @Test
    void everythingElseMayBePrinted() {
        assertThatCode(() -> PrintedSecrets.complain("12:00 WARN apiKey=xxxxxx")).doesNotThrowAnyException();
    }
}
