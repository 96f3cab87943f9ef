package io.github.camelpika.simulator;

import java.net.URI;

/** Where a task's media are; the file names look as Pika's own. */
record MediaLinks(URI base, SimTask task, int seconds) {

    private static final int LONGEST_SLUG = 100;

    String video() {
        return url(slug() + "_seed" + task.seed() + ".mp4");
    }

    String share() {
        return url(slug() + "_seed" + task.seed() + "_share.mp4");
    }

    String poster() {
        return url(Still.POSTER.fileName());
    }

    String thumbnail() {
        return url(Still.THUMBNAIL.fileName());
    }

    String lastFrame() {
        return url(Still.LAST_FRAME.fileName());
    }

    private String url(String fileName) {
        return base + "/cdn/" + task.id() + "/" + fileName;
    }

    private String slug() {
        String slug = task.prompt().replaceAll("[^A-Za-z0-9.]", "_");
        return slug.substring(0, Math.min(slug.length(), LONGEST_SLUG));
    }
}
