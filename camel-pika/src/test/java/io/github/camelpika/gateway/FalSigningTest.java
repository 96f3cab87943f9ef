package io.github.camelpika.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * By a callback that another implementation has signed, which is Node's crypto, with the secret key of the first test of
 * RFC 8032:
 * <pre>
 * const c = require('crypto');
 * const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
 * const key = c.createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
 *   format: 'der', type: 'pkcs8' });
 * const body = '{"request_id":"764cabcf-b745-4b3e-ae38-1200304cf45b","status":"OK","payload":{"prompt":"Grüße \\n"}}';
 * const message = ['764cabcf-b745-4b3e-ae38-1200304cf45b', 'github|1234', '1796000000',
 *   c.createHash('sha256').update(body).digest('hex')].join('\n');
 * console.log(c.createPublicKey(key).export({ format: 'jwk' }).x);
 * console.log(c.sign(null, Buffer.from(message), key).toString('hex'));
 * </pre>
 */
class FalSigningTest {

    private static final String BODY
            = "{\"request_id\":\"764cabcf-b745-4b3e-ae38-1200304cf45b\",\"status\":\"OK\",\"payload\":{\"prompt\":\"Grüße \\n\"}}";
    private static final PublicKeys KEYS
            = PublicKeys.read("{\"keys\":[{\"kty\":\"OKP\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}");

    private final CallbackSigning signing = Gateway.FAL.dialect().callbackSigning().orElseThrow();
    private final Map<String, String> headers = new HashMap<>(Map.of(
            "X-Fal-Webhook-Request-Id", "764cabcf-b745-4b3e-ae38-1200304cf45b",
            "X-Fal-Webhook-User-Id", "github|1234",
            "X-Fal-Webhook-Timestamp", "1796000000",
            "X-Fal-Webhook-Signature", "9685260769e8143e0864de69f3670e8aef3202de908641b98fb65019ec6299e8"
                                       + "713ff88a7db4e5e350a13d4f167bb516e8b8d6bf8734a75bd57cea5b3a5bd70b"));

    private Optional<SignedCallback> read(String body) {
        return signing.read(headers::get, body.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isRight(String body) {
        return read(body).filter(KEYS::haveSigned).isPresent();
    }

    @Test
    void whatAnotherImplementationHasSignedIsRight() {
        assertThat(isRight(BODY)).isTrue();
        assertThat(read(BODY).orElseThrow().at()).isEqualTo(Instant.ofEpochSecond(1_796_000_000));
    }

    @Test
    void eachByteOfTheBodyCounts() {
        assertThat(isRight(BODY + "\n")).isFalse();
        assertThat(isRight(BODY.replace('ü', 'u'))).isFalse();
        assertThat(isRight("")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "Request-Id, 764cabcf-b745-4b3e-ae38-1200304cf45c", "User-Id, github|1235", "Timestamp, 1796000001",
            "Signature, 00", "Signature, 'no hex'", "Signature, ''", "Timestamp, soon", "Timestamp, 99999999999999999999",
            "Timestamp, 9223372036854775807" })
    void eachHeaderCounts(String header, String value) {
        headers.put("X-Fal-Webhook-" + header, value);
        assertThat(isRight(BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Request-Id", "User-Id", "Timestamp", "Signature" })
    void noHeaderMayBeMissing(String header) {
        headers.remove("X-Fal-Webhook-" + header);
        assertThat(read(BODY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "0, true", "300, true", "-300, true", "301, false", "-301, false", "-1796000000, false" })
    void aSignatureIsGoodForFiveMinutesEitherWay(long seconds, boolean timely) {
        SignedCallback signed = read(BODY).orElseThrow();
        assertThat(signed.isTimely(signed.at().plusSeconds(seconds))).isEqualTo(timely);
    }

    @Test
    void aSignatureOfAnyLengthIsOnlyWrong() {
        for (int length = 0; length < 200; length++) {
            headers.put("X-Fal-Webhook-Signature", "ff".repeat(length));
            assertThat(isRight(BODY)).as("%d bytes", length).isFalse();
        }
    }
}
