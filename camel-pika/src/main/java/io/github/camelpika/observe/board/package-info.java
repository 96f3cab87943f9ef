/**
 * Knows the board: the page that a person has open, what is on it, who may see it, and what he may do there.
 * <p>
 * Never knows how anything is done: it shows what the tracker, the waits and the other engines tell of themselves, and passes
 * on what a person decides.
 * <p>
 * Begin with {@link PikaBoardProducer} for a request, {@link BoardView} for what is shown, and {@link BoardGate} for who may.
 */
package io.github.camelpika.observe.board;
