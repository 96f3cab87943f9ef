package io.github.camelpika.runtime;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What nobody has any more goes, and what somebody has is the same for all.
 */
class WeakValuesTest {

    private final WeakValues<String, Object> values = new WeakValues<>();

    @Test
    void whatIsInUseIsGivenToAllAndWhatIsNotGoesWithTheNextNewOne() {
        Object used = values.get("used", key -> new Object());
        for (int i = 0; i < 1_000; i++) {
            values.get("unused " + i, key -> new Object());
        }
        await().until(() -> {
            System.gc();
            values.get("a new one " + System.nanoTime(), key -> new Object());
            return values.size() < 10;
        });
        assertThat(values.get("used", key -> new Object())).isSameAs(used);
    }

    @Test
    void oneThatGotAnotherNameGoesUnderThatOne() {
        values.get("old", key -> new Object());
        values.rename(key -> key.equals("old") ? "new" : key);
        await().until(() -> {
            System.gc();
            values.get("next", key -> new Object());
            return values.all().size() <= 1 && values.size() <= 1;
        });
    }
}
