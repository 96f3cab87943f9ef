package io.github.camelpika.simulator;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who is told of a task, and how.
 *
 * @param message what is told of the task as it was at an instant; empty when there is nothing to tell any more
 */
record CallbackOrder(
        String taskId, URI url, CallbackPolicy policy, Function<Instant, Optional<CallbackMessage>> message) {}
