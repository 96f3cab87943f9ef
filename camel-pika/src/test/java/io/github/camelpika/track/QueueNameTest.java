package io.github.camelpika.track;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QueueNameTest {

    @ParameterizedTest
    @ValueSource(strings = { "ads ", " ads", "ads\u3000", "it's", "a\\b", "a\nb" })
    void whatADatabaseMayTakeForAnotherNameIsRefused(String queue) {
        assertThatThrownBy(() -> QueueName.check(queue)).hasMessageContaining("queue=" + queue)
                .hasMessageContaining("no blank at its begin or end");
    }

    @ParameterizedTest
    @ValueSource(strings = { "ads", "ADS", "äds", "広告", "my ads" })
    void otherNamesAreTaken(String queue) {
        assertThatCode(() -> QueueName.check(queue)).doesNotThrowAnyException();
    }
}
