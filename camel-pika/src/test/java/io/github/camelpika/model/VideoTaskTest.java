package io.github.camelpika.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VideoTaskTest {

    private static final Video VIDEO = new Video("https://h/v", "https://h/s", "https://h/p", "https://h/t", "https://h/l",
            5.0, 3183047765L, 400L);
    private static final VideoTask FULL = new VideoTask("t1", "vapi", TaskState.SUCCEEDED, 100, List.of(VIDEO), "a cat",
            400L, 0L, "why", "odd", Instant.ofEpochSecond(1741587817), Instant.ofEpochSecond(1741588049), 3,
            new Billing(Billing.State.SETTLED, 200_000L, Map.of("duration_s", 5L)));

    @Test
    void mapHoldsAllByNameInOrder() {
        assertThat(FULL.toMap()).isEqualTo(Map.ofEntries(Map.entry("taskId", "t1"), Map.entry("gateway", "vapi"),
                Map.entry("state", "SUCCEEDED"), Map.entry("progress", 100),
                Map.entry("videos", List.of(Map.of("url", "https://h/v", "sharingUrl", "https://h/s", "posterUrl",
                        "https://h/p", "thumbnailUrl", "https://h/t", "lastFrameUrl", "https://h/l", "duration", 5.0,
                        "seed", 3183047765L, "fileSize", 400L))),
                Map.entry("prompt", "a cat"), Map.entry("points", 400L), Map.entry("refund", 0L),
                Map.entry("error", "why"), Map.entry("errorCode", "odd"), Map.entry("queuePosition", 3),
                Map.entry("billing", Map.of("state", "settled", "chargeMicroUsd", 200_000L, "usage", Map.of("duration_s", 5L))),
                Map.entry("createdAt", "2025-03-10T06:23:37Z"),
                Map.entry("updatedAt", "2025-03-10T06:27:29Z")));
        assertThat(FULL.toMap().keySet()).containsExactly("taskId", "gateway", "state", "progress", "queuePosition", "videos", "prompt",
                "points", "refund", "billing", "error", "errorCode", "createdAt", "updatedAt");
    }

    @Test
    void mapLeavesOutWhatIsNotKnown() {
        assertThat(VideoTask.of(null, "vapi", TaskState.UNKNOWN).toMap())
                .isEqualTo(Map.of("gateway", "vapi", "state", "UNKNOWN", "videos", List.of()));
    }

    @Test
    void firstVideoIsTheVideo() {
        assertThat(FULL.video()).isSameAs(VIDEO);
        assertThat(VideoTask.of("t1", "vapi", TaskState.QUEUED).video()).isNull();
    }

    @Test
    void videosCannotBeChangedFromOutside() {
        List<Video> videos = new ArrayList<>(List.of(VIDEO));
        VideoTask task = new VideoTask("t1", "vapi", TaskState.SUCCEEDED, null, videos, null, null, null, null, null, null);
        videos.clear();

        assertThat(task.videos()).containsExactly(VIDEO);
    }

    @Test
    void endedKeepsAllButStateAndReason() {
        VideoTask ended = FULL.ended(TaskState.TIMED_OUT, "too long");

        assertThat(ended.state()).isEqualTo(TaskState.TIMED_OUT);
        assertThat(ended.error()).isEqualTo("too long");
        assertThat(ended.queuePosition()).isEqualTo(3);
        assertThat(ended.billing()).isEqualTo(FULL.billing());
        assertThat(FULL.failed("why", "odd").ended(FULL.state(), null).withPrompt("a dog").billing()).isEqualTo(FULL.billing());
        assertThat(FULL.withoutVideos().videos()).isEmpty();
    }

    @Test
    void watcherSeesStateAndProgress() {
        VideoTask same = FULL.withoutVideos();

        assertThat(FULL.looksDifferentFrom(null)).isTrue();
        assertThat(FULL.looksDifferentFrom(same)).isFalse();
        assertThat(FULL.looksDifferentFrom(FULL.ended(TaskState.FAILED, null))).isTrue();
        assertThat(FULL.looksDifferentFrom(VideoTask.of("t1", "vapi", TaskState.SUCCEEDED))).isTrue();
        VideoTask queued = new VideoTask("t1", "fal", TaskState.QUEUED, null, null, null, null, null, null, null, null, null, 3, null);
        VideoTask next = new VideoTask("t1", "fal", TaskState.QUEUED, null, null, null, null, null, null, null, null, null, 2, null);
        assertThat(next.looksDifferentFrom(queued)).isTrue();
    }
}
