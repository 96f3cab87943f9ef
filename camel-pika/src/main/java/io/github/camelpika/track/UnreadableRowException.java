package io.github.camelpika.track;

import io.github.camelpika.model.Texts;

/**
 * A row of the tracker's table holds something that this version doesn't understand.
 */
class UnreadableRowException extends TrackerDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String id;

    UnreadableRowException(String id, Exception reason) {
        super("The row of pika_task with the id " + Texts.clean(id) + " contains what this version of camel-pika"
                + " doesn't understand: "
              + Texts.clean(reason.getMessage()), reason);
        this.id = id;
    }

    /**
     * Of the submission.
     */
    String id() {
        return id;
    }
}
