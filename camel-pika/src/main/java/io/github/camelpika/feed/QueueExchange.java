package io.github.camelpika.feed;

import java.util.HashMap;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.runtime.ResultHeaders;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Fills an exchange with a task of a queue: the task as the body, what is known of it in the headers, and what the
 * submitting exchange had with it.
 */
public final class QueueExchange {

    private QueueExchange() {
    }

    public static Exchange fill(Exchange exchange, TrackedTask tracked) {
        Message message = exchange.getMessage();
        message.setHeaders(new HashMap<>(tracked.submitted().headers()));
        ResultHeaders.set(message, tracked.task());
        ResultHeaders.set(message, PikaConstants.IDEMPOTENT_KEY, tracked.claim().key());
        ResultHeaders.set(message, PikaConstants.SUBMITTED_BODY, tracked.submitted().body());
        message.setBody(tracked.task());
        return exchange;
    }
}
