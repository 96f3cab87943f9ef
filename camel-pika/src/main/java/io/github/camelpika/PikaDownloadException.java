package io.github.camelpika;

/**
 * The file could not be downloaded completely. Nothing is left of it, unless the context stopped: then the part that
 * arrived is kept for the next download. Either way the task is still there, and can be downloaded again.
 */
public class PikaDownloadException extends PikaException {

    private static final long serialVersionUID = 1L;

    public PikaDownloadException(String message, String taskId, Throwable cause) {
        super(message, taskId, cause);
    }

    public PikaDownloadException(String message, String taskId) {
        this(message, taskId, null);
    }
}
