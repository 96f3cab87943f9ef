package io.github.camelpika.track;

import io.github.camelpika.gateway.Texts;

/**
 * A row of the tracker's table holds something that this version doesn't understand.
 */
class UnreadableRowException extends TrackerDatabaseException {

    private static final long serialVersionUID = 1L;

    UnreadableRowException(Exception reason) {
        super("A row of pika_task holds JSON that camel-pika didn't write: " + Texts.clean(reason.getMessage()), reason);
    }
}
