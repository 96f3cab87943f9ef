package io.github.camelpika.quickstart;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One prompt on its way to a video.
 *
 * @param prompt     the name of its file
 * @param step       what is being done, for a person
 * @param percent    how far the gateway is, or null where it doesn't tell
 * @param endedAfter when it was done, from the start of the program; null until then
 * @param video      the file, or null
 * @param points     what it cost, or null where the gateway doesn't tell
 * @param failure    why there is no video, or null
 */
record Job(String prompt, String step, Integer percent, Duration endedAfter, Path video, Long points, String failure) {

    static Job waiting(String prompt) {
        return new Job(prompt, "waiting", null, null, null, null, null);
    }

    Job at(String newStep, Integer newPercent) {
        return new Job(prompt, newStep, newPercent, null, null, null, null);
    }

    Job succeeded(Duration after, Path file, Long cost) {
        return new Job(prompt, "done", null, after, file, cost, null);
    }

    Job failed(Duration after, String reason) {
        return new Job(prompt, "failed", null, after, null, null, reason);
    }

    boolean isSucceeded() {
        return video != null;
    }

    boolean isEnded() {
        return endedAfter != null;
    }

    /**
     * What is known of it, in a line that begins with the time.
     */
    String line(Duration now) {
        Duration time = isEnded() ? endedAfter : now;
        String detail = isSucceeded() ? video.toString() : failure != null ? failure : percent == null ? "" : percent + "%";
        return String.format("%7s  %-16s %-12s %s", Texts.seconds(time), prompt, step, detail).stripTrailing();
    }
}
