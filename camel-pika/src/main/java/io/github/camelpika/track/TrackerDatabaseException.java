package io.github.camelpika.track;

/**
 * The tracker's database could not be asked, or doesn't have what it should.
 */
public class TrackerDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrackerDatabaseException(String message) {
        super(message);
    }

    public TrackerDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
