package io.github.camelpika.quickstart;

import java.io.File;
import java.util.List;

/**
 * What came of it all.
 */
final class Summary {

    private static final String ROW = "%-32s %10s %12s %8s\n";

    private Summary() {
    }

    static String of(List<Job> jobs) {
        StringBuilder text = new StringBuilder();
        List<Job> videos = jobs.stream().filter(Job::isSucceeded).toList();
        if (!videos.isEmpty()) {
            text.append('\n').append(String.format(ROW, "Video", "Size", "Ready after", "Points"));
            videos.forEach(job -> text.append(row(job)));
            // whole: Maven runs this in another directory than the one it was called in
            text.append("in ").append(videos.get(0).video().toAbsolutePath().getParent()).append('\n');
        }
        List<Job> others = jobs.stream().filter(job -> !job.isSucceeded()).toList();
        if (!others.isEmpty()) {
            text.append(String.format("\nWithout a video: %d of %d\n", others.size(), jobs.size()));
            others.forEach(job -> text.append(String.format("  %s: %s\n", job.prompt(), reason(job))));
        }
        return text.toString();
    }

    private static String row(Job job) {
        File file = job.video().toFile();
        return String.format(ROW, file.getName(), Texts.size(file.length()), Texts.seconds(job.endedAfter()),
                job.points() == null ? "-" : job.points());
    }

    private static String reason(Job job) {
        return job.failure() == null ? "not done when the program was stopped" : job.failure();
    }
}
