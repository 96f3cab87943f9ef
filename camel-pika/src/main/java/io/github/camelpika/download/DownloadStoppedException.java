package io.github.camelpika.download;

/**
 * A download that was broken off from this side. What came stays on the disk, for whoever goes on.
 */
public final class DownloadStoppedException extends DownloadFailedException {

    private static final long serialVersionUID = 1L;

    DownloadStoppedException() {
        super("it was cancelled, because its route or the context is stopping");
    }
}
