/**
 * Knows what is shown of a running component: counts, meters, events, health, the dev console. Only here is Micrometer known.
 * <p>
 * Never known by an operation or an engine: they tell an interface of theirs, and this implements it. It decides nothing of
 * a task; what a person decides of a submission whose fate is unknown, it passes on to the tracker.
 * <p>
 * Begin with {@link Observation} for what happens, {@link ComponentView} for how things are, and {@link PikaReadiness} for
 * health.
 */
package io.github.camelpika.observe;
