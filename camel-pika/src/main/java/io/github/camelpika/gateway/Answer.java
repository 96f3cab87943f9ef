package io.github.camelpika.gateway;

import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.VideoTask;

/**
 * What a query gave.
 */
public sealed interface Answer {

    /**
     * The task as it is now.
     */
    record Known(VideoTask task) implements Answer {
    }

    /**
     * No task: the error tells whether to ask again.
     */
    record Failed(GatewayError error) implements Answer {
    }
}
