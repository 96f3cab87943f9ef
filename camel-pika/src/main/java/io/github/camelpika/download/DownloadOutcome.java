package io.github.camelpika.download;

import java.time.Duration;

/**
 * How one try to fetch a file, or the rest of it, ended.
 */
sealed interface DownloadOutcome {

    /** All bytes are in the part. */
    record Whole() implements DownloadOutcome {
    }

    /**
     * It may go better next time.
     *
     * @param retryAfter what the server asks for, or null
     */
    record Broken(String reason, Duration retryAfter, Throwable cause) implements DownloadOutcome {
    }

    /** The address is refused: it may have expired. */
    record Refused(int status) implements DownloadOutcome {
    }

    /**
     * There is no file yet, though the address is right.
     *
     * @param retryAfter what the server asks for, or null
     */
    record Late(String reason, Duration retryAfter) implements DownloadOutcome {
    }

    /** The file is another one, or the server doesn't understand the condition. */
    record AskOtherwise() implements DownloadOutcome {
    }

    /** It would not go better next time. */
    record Failed(DownloadFailedException reason) implements DownloadOutcome {
    }
}
