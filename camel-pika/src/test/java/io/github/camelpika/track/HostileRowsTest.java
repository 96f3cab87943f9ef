package io.github.camelpika.track;

import java.util.List;

import io.github.camelpika.gateway.Urls;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.rig.HostileJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What somebody else with the database's password could write into a row. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileRowsTest {

    private static final int CASES = 10_000;
    private static final String ROW = "{\"version\":1,\"task\":{\"taskId\":\"t1\",\"gateway\":\"vapi\","
            + "\"state\":\"SUCCEEDED\",\"progress\":100,\"videos\":[{\"url\":\"https://cdn.example/v.mp4\",\"duration\":3.5,"
            + "\"seed\":3183047765}],\"prompt\":\"a cat\",\"points\":35,\"createdAt\":\"2026-11-22T10:00:00Z\"},"
            + "\"key\":\"order-7\",\"asked\":true,\"queuedSince\":\"2026-11-22T10:00:00.123Z\"}";
    private static final String SUBMITTED = "{\"version\":1,\"headers\":{\"row\":7,\"fine\":true,"
            + "\"id\":{\"type\":\"Long\",\"value\":\"7000000000\"},\"campaign\":\"spring\"},\"body\":\"a cat\"}";

    @Test
    void rowIsReadOrToldToBeNone() {
        HostileJson json = new HostileJson(13, List.of(ROW, SUBMITTED));
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            String text = json.next();
            try {
                VideoTask task = TaskJson.progress(text).task();
                read++;
                assertThat(task.state() != TaskState.SUCCEEDED || !task.videos().isEmpty()
                           && task.videos().stream().allMatch(video -> video.url().equals(Urls.usable(video.url(), null)))).as(text).isTrue();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).hasSizeLessThan(700).doesNotContain("\n");
            }
            try {
                TaskJson.submitted(text);
            } catch (IllegalArgumentException e) {
                // as it should be
            }
        }
        assertThat(read).as("some rows are left").isGreaterThan(CASES / 50);
    }

    @ParameterizedTest
    @ValueSource(strings = { "file:///etc/passwd", "https://[::1", "https:///v", "v.mp4" })
    void successWithoutAnAddressToFetchIsNone(String url) {
        assertThatThrownBy(() -> TaskJson.progress(ROW.replace("https://cdn.example/v.mp4", url)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a success without the address of a video");
    }

    @Test
    void millionDigitsAreNotCounted() {
        String digits = "{\"version\":1,\"headers\":{\"n\":{\"type\":\"BigInteger\",\"value\":\"" + "9".repeat(1_000_000) + "\"}}}";

        assertThatThrownBy(() -> TaskJson.submitted(digits)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000000 digits");
    }
}
