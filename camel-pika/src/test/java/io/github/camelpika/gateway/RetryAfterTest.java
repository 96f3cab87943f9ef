package io.github.camelpika.gateway;

import java.time.Duration;

import io.github.camelpika.model.GatewayError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * By the clock of the tests, which stands at midnight of the new year 2026.
 */
class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "0|0", "7|7", "' 7 '|7", "Thu, 01 Jan 2026 00:00:42 GMT|42",
            "Wed, 31 Dec 2025 23:59:00 GMT|0", "600|600", "86400|600", "99999999999999999999|600",
            "Fri, 01 Jan 2027 00:00:00 GMT|600" })
    void isObeyedUpToTenMinutes(String header, long seconds) {
        TestGateway.Behaviour tooMany = TestGateway.says(429, "", "Retry-After: " + header);

        GatewayError error = Calls.refused(Calls.create(tooMany));
        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(error.retryable()).isTrue();
        assertThat(Calls.failed(Calls.ask(tooMany)).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Thu, 01 Jan 2026 00:00:42 GMT|Wed, 31 Dec 2025 23:59:40 GMT|62",
            "Thu, 01 Jan 2026 00:05:42 GMT|Thu, 01 Jan 2026 00:05:00 GMT|42", "7|Thu, 01 Jan 2026 00:05:00 GMT|7",
            "Thu, 01 Jan 2026 00:00:42 GMT|yesterday|42", "Thursday, 01-Jan-26 00:00:42 GMT|Thu, 01 Jan 2026 00:00:10 GMT|32" })
    void aDateIsTakenByTheClockOfWhoeverWroteIt(String until, String date, long seconds) {
        TestGateway.Behaviour tooMany = TestGateway.says(429, "", "Retry-After: " + until, "Date: " + date);

        assertThat(Calls.refused(Calls.create(tooMany)).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(Calls.failed(Calls.ask(tooMany)).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "soon", "-1", "1.5", "Thu, 41 Jan 2026 00:00:42 GMT" })
    void isNoneIfItMakesNoSense(String header) {
        assertThat(Calls.refused(Calls.create(TestGateway.says(429, "", "Retry-After: " + header))).retryAfter()).isNull();
    }

    @Test
    void ofABusyServerSlowsDownButDoesNotMakeACreateSafe() {
        GatewayError error = Calls.unknown(Calls.create(TestGateway.says(503, "", "Retry-After: 9")));

        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(9));
        assertThat(error.asksToSlowDown()).isTrue();
    }
}
