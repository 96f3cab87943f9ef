package io.github.camelpika.download;

/**
 * Told how downloads go, for whoever counts them. It returns at once, and throws nothing.
 */
public interface DownloadEvents {

    DownloadEvents NONE = new DownloadEvents() { };

    /**
     * A try went on where an earlier one, perhaps of another process, had broken off.
     */
    default void resumed() {
    }

    /**
     * A download is over.
     *
     * @param bytes   how many came, those of tries that came to nothing included
     * @param trouble null if the file is whole
     */
    default void ended(long bytes, Throwable trouble) {
    }
}
