package io.github.camelpika.runtime;

import java.util.function.Supplier;

import io.github.camelpika.track.TaskPlaces;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;

/**
 * What a {@link ComponentRuntime} is made from.
 *
 * @param owner                whose threads they are, for Camel's management
 * @param httpComponent        brings TLS, proxy and pool; null for the context's own
 * @param maxRequestsPerSecond to one gateway with one key
 * @param maxTasksInFlight     at one gateway with one key; null where it is to be learned
 * @param places               where tasks in flight are counted over all processes
 * @param observer             told what goes on
 */
public record RuntimeSettings(CamelContext context, Object owner, HttpComponent httpComponent, double maxRequestsPerSecond,
                              Integer maxTasksInFlight, Supplier<TaskPlaces> places, TaskObserver observer) {
}
