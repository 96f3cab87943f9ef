/**
 * Knows what everybody talks of: a request, a task, its state, its video, an error of a gateway. Immutable, without I/O.
 * <p>
 * Never knows another package, Camel, a clock, or a gateway's way to write any of it.
 * <p>
 * Begin with {@link GenerateRequest}, which goes out, and {@link VideoTask}, which comes back.
 */
package io.github.camelpika.model;
