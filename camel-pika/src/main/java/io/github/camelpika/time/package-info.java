/**
 * Knows what o'clock it is, how much time went by, and how to wake somebody up. Only here is a clock of the machine read.
 * <p>
 * Never knows another package, or what is waited for; what runs on the timer's thread returns at once.
 * <p>
 * Begin with {@link Timer}; {@link SystemTimer} is the real one, and tests bring one that they turn.
 */
package io.github.camelpika.time;
