package io.github.camelpika.gateway;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PublicKeysTest {

    private static final String KEY = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    private static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    @Test
    void keysOfOtherKindsAndBrokenOnesAreLeftOut() {
        assertThat(PublicKeys.read(set(KEY, "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                KEY.replace("Ed25519", "X25519"), KEY.replace("Ro\"", "\""), KEY.replace("11q", "é"), KEY.replace("11q", ""),
                "7", "null", "[]", "{}", KEY.replace("\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"", "{\"x\":1}"))).size())
                .isEqualTo(1);
    }

    @Test
    void theCurveMayBeMissingAndTheTextPadded() {
        assertThat(PublicKeys.read(set(KEY.replace("\"crv\":\"Ed25519\",", ""), KEY.replace("URo", "URo="))).size()).isEqualTo(2);
    }

    @Test
    void ofManyKeysOnlyTheFirstAreTried() {
        String many = IntStream.range(0, 500).mapToObj(i -> KEY).collect(joining(","));
        assertThat(PublicKeys.read(set(many)).size()).isEqualTo(PublicKeys.MOST);
    }

    @Test
    void aPointThatIsNotOnTheCurveOnlyFitsNothing() {
        SignedCallback callback = new SignedCallback(new byte[10], new byte[64], java.time.Instant.EPOCH);
        for (String x : new String[] { "A".repeat(43), "_".repeat(42) + "8", "Ag" + "A".repeat(41) }) {
            assertThat(PublicKeys.read(set(KEY, KEY.replace("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", x)))
                    .haveSigned(callback)).as(x).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "<html>", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]}", "{\"keys\":[{}]}", "{\"keys\":null}", "7" })
    void whatHasNoKeyIsNoSet(String text) {
        assertThatThrownBy(() -> PublicKeys.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deepAndCutOnesAreNoSet() {
        assertThatThrownBy(() -> PublicKeys.read("{\"keys\":" + "[".repeat(30_000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PublicKeys.read(set(KEY).substring(0, 60))).isInstanceOf(IllegalArgumentException.class);
    }
}
