package io.github.camelpika.track;

/**
 * The database is away, which {@link DatabaseOutage} has told already: whoever logs this one needs no stack for it.
 */
class DatabaseAwayException extends TrackerDatabaseException {

    private static final long serialVersionUID = 1L;

    DatabaseAwayException(String reason) {
        super("The database of the task tracker is away: " + reason);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
