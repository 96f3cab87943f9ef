package io.github.camelpika;

/**
 * The file could not be fetched whole. Nothing is left of it, unless the context stopped: then what came stays for the
 * next download. Either way the task is still there to be fetched again.
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
