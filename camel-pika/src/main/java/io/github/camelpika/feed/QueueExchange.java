package io.github.camelpika.feed;

import java.math.BigDecimal;
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

    /**
     * @param unitPrice of a billable unit in US dollars, or null
     */
    public static Exchange fill(Exchange exchange, TrackedTask tracked, BigDecimal unitPrice) {
        Message message = exchange.getMessage();
        message.setHeaders(new HashMap<>(tracked.submitted().headers()));
        ResultHeaders.set(message, tracked.task(), unitPrice);
        ResultHeaders.set(message, PikaConstants.IDEMPOTENT_KEY, tracked.claim().key());
        ResultHeaders.set(message, PikaConstants.SUBMITTED_BODY, tracked.submitted().body());
        message.setBody(tracked.task());
        return exchange;
    }
}
