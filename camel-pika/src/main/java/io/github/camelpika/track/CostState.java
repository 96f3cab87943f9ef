package io.github.camelpika.track;

/**
 * How far the cost of a task is known.
 */
public enum CostState {

    /** It is under way, or its fate is unknown: what is reserved for it is held back. */
    RESERVED,
    /** It has ended, and its gateway will tell the charge later: still held back. */
    PENDING,
    /** What was charged is known, or will never be better known than what was reserved. */
    SETTLED
}
