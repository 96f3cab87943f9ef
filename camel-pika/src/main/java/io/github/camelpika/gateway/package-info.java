/**
 * Knows the gateways: which there are, how each one's requests are written and its answers read, and the one HTTP call with
 * what its answer means: accepted, refused beyond doubt, or unknown.
 * <p>
 * Never knows Camel, when a call is made, or whether it is made again.
 * <p>
 * Begin with {@link Gateway} and {@link Dialect} for what differs between gateways, and {@link GatewayClient} for what an
 * answer means.
 */
package io.github.camelpika.gateway;
