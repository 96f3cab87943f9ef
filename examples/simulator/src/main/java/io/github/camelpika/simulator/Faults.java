package io.github.camelpika.simulator;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The faults to come. A request takes at most one: the head of its operation's queue or, when that is empty, one drawn
 * by the operation's rates. A request with a wrong key takes none.
 */
public final class Faults {

    private static final String DEFAULT_RETRY_AFTER = "1";
    // .invalid never resolves, so a client that does follow the redirect reaches nobody.
    private static final URI DEFAULT_REDIRECT = URI.create("http://elsewhere.invalid/video.mp4");

    private final SplittableRandom random;
    private final Map<Operation, Deque<Fault>> queues = new EnumMap<>(Operation.class);
    private final Map<Operation, Map<Fault, Double>> rates = new EnumMap<>(Operation.class);
    private String retryAfter = DEFAULT_RETRY_AFTER;
    private URI redirectTarget = DEFAULT_REDIRECT;

    Faults(long seed) {
        random = new SplittableRandom(seed);
        for (Operation operation : Operation.values()) {
            queues.put(operation, new ArrayDeque<>());
            rates.put(operation, new EnumMap<>(Fault.class));
        }
    }

    /** The next request of the operation that has no fault queued yet. */
    public Faults next(Operation operation, Fault fault) {
        return next(operation, fault, 1);
    }

    /** The next {@code times} requests of the operation. */
    public synchronized Faults next(Operation operation, Fault fault, int times) {
        check(operation, fault);
        if (times < 1) {
            throw new IllegalArgumentException("times is " + times + "; give 1 or more");
        }
        queues.get(operation).addAll(Collections.nCopies(times, fault));
        return this;
    }

    /** A share (0 to 1) of all requests of the operation; rates of several faults add up, 0 takes one back. */
    public synchronized Faults rate(Operation operation, Fault fault, double share) {
        check(operation, fault);
        Map<Fault, Double> ofOperation = rates.get(operation);
        double others = ofOperation.entrySet().stream()
                .filter(rate -> rate.getKey() != fault)
                .mapToDouble(Map.Entry::getValue)
                .sum();
        // A billionth of slack: ten rates of 0.1 may add up to a little over 1.
        if (!(share >= 0 && share + others <= 1 + 1e-9)) {
            throw new IllegalArgumentException("rate of " + fault + " is " + share + "; " + operation
                    + " has " + others + " taken by other faults, so give 0 to " + (1 - others));
        }
        if (share == 0) {
            ofOperation.remove(fault);
        } else {
            ofOperation.put(fault, share);
        }
        return this;
    }

    /** The Retry-After of {@link Fault#TOO_MANY_REQUESTS_WITH_RETRY_AFTER}: seconds or an HTTP date; 1 by default. */
    public synchronized Faults retryAfter(String value) {
        retryAfter = Objects.requireNonNull(value, "value");
        return this;
    }

    /** Where {@link Fault#VIDEO_REDIRECT_ELSEWHERE} leads; by default to a host that does not exist. */
    public synchronized Faults redirectTarget(URI target) {
        redirectTarget = Objects.requireNonNull(target, "target");
        return this;
    }

    /** Back to no faults, and to the default Retry-After and redirect. */
    public synchronized Faults clear() {
        queues.values().forEach(Deque::clear);
        rates.values().forEach(Map::clear);
        retryAfter = DEFAULT_RETRY_AFTER;
        redirectTarget = DEFAULT_REDIRECT;
        return this;
    }

    synchronized Optional<Fault> draw(Operation operation) {
        Fault queued = queues.get(operation).poll();
        return queued != null ? Optional.of(queued) : drawByRate(rates.get(operation));
    }

    /** A part of a whole, drawn at random. */
    synchronized long drawBelow(long whole) {
        return random.nextLong(whole);
    }

    synchronized List<Fault> queued(Operation operation) {
        return new ArrayList<>(queues.get(operation));
    }

    synchronized Map<Fault, Double> rates(Operation operation) {
        return new EnumMap<>(rates.get(operation));
    }

    synchronized String retryAfter() {
        return retryAfter;
    }

    synchronized URI redirectTarget() {
        return redirectTarget;
    }

    private Optional<Fault> drawByRate(Map<Fault, Double> ofOperation) {
        if (ofOperation.isEmpty()) {
            return Optional.empty();
        }
        double left = random.nextDouble();
        for (Map.Entry<Fault, Double> rate : ofOperation.entrySet()) {
            left -= rate.getValue();
            if (left < 0) {
                return Optional.of(rate.getKey());
            }
        }
        return Optional.empty();
    }

    private static void check(Operation operation, Fault fault) {
        if (!fault.appliesTo(operation)) {
            throw new IllegalArgumentException(
                    fault + " cannot happen to " + operation + "; that takes " + Fault.of(operation));
        }
    }
}
