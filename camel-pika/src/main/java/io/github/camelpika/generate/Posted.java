package io.github.camelpika.generate;

import io.github.camelpika.model.GenerateRequest;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.ExchangeHelper;

/**
 * What is known of a job that was posted, or is just being posted, for an exchange.
 *
 * @param endpoint  that it was posted by
 * @param copyOf    the id of the exchange that this one was copied from, or null
 * @param routeId   where it was
 * @param branch    of which of its siblings it was, where a splitter or a multicast has made several
 * @param caught    the last failure before it, or null
 * @param request   that was posted
 * @param taskId    that was accepted, or null
 * @param reason    why nothing more is known, or null
 */
record Posted(String endpoint, String exchangeId, String copyOf, String routeId, Branch branch, Throwable caught,
              GenerateRequest request, String taskId, String reason) {

    /**
     * Where siblings may be told apart; nothing is known of an index that is null.
     */
    record Branch(Integer split, Integer multicast) {

        static Branch of(Exchange exchange) {
            return new Branch(exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class),
                    exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX, Integer.class));
        }

        boolean isBeside(Branch other) {
            return differ(split, other.split) || differ(multicast, other.multicast);
        }

        private static boolean differ(Integer one, Integer other) {
            return one != null && other != null && !one.equals(other);
        }
    }

    static Posted now(String endpoint, Exchange exchange, GenerateRequest request, String reason) {
        return new Posted(endpoint, exchange.getExchangeId(), copyOf(exchange), ExchangeHelper.getAtRouteId(exchange),
                Branch.of(exchange), caught(exchange), request, null, reason);
    }

    Posted accepted(String acceptedTask) {
        return new Posted(endpoint, exchangeId, copyOf, routeId, branch, caught, request, acceptedTask, null);
    }

    /**
     * Whether the exchange comes here again with the job, by whatever way, and may post it a second time.
     */
    boolean isFor(Exchange exchange, GenerateRequest wanted) {
        boolean redelivered = isRedelivered(exchange);
        if (exchangeId.equals(exchange.getExchangeId())) {
            return redelivered || request.equals(wanted);
        }
        if (branch.isBeside(Branch.of(exchange))) {
            return false;
        }
        return request.equals(wanted) ? redelivered || hasFailedSince(exchange) : redelivered && isCopyOfTheSame(exchange);
    }

    /**
     * Whether the exchange comes here again with the very same job, because something behind it has failed since it was
     * accepted. A copy that failed has taken its task with it.
     */
    boolean isRepeatedBy(Exchange exchange, String byEndpoint, GenerateRequest wanted) {
        if (!endpoint.equals(byEndpoint) || !request.equals(wanted) || !hasFailedSince(exchange)) {
            return false;
        }
        return exchangeId.equals(exchange.getExchangeId()) ? isRedelivered(exchange) : !branch.isBeside(Branch.of(exchange));
    }

    /**
     * Whether anything has failed that this exchange may come from.
     */
    static boolean mayComeAgain(Exchange exchange) {
        return isRedelivered(exchange) || caught(exchange) != null;
    }

    private static boolean isRedelivered(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.REDELIVERED, false, Boolean.class);
    }

    /** Where a fallback, a catch or an error handler has taken over. A failure before the POST stays on the exchange, too. */
    private boolean hasFailedSince(Exchange exchange) {
        Throwable now = caught(exchange);
        return now != null && now != caught;
    }

    /** As a circuit breaker makes a copy for each try. */
    private boolean isCopyOfTheSame(Exchange exchange) {
        return copyOf != null && copyOf.equals(copyOf(exchange)) && routeId != null
               && routeId.equals(ExchangeHelper.getAtRouteId(exchange));
    }

    private static String copyOf(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
    }

    private static Throwable caught(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    }
}
