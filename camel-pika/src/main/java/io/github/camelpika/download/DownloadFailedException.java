package io.github.camelpika.download;

import java.io.IOException;

/**
 * A file that did not arrive, with the reason in words for a person.
 */
public class DownloadFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    public DownloadFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    public DownloadFailedException(String message) {
        this(message, null);
    }
}
