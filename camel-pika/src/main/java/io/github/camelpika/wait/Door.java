package io.github.camelpika.wait;

/**
 * The way to one gateway with one key, however many accesses go through it.
 *
 * @param throttle through which every call goes
 * @param anteroom where jobs stand before it
 * @param flight   counts the tasks that have come through
 */
public record Door(Throttle throttle, Anteroom anteroom, Flight flight) {

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
