package io.github.camelpika.wait;

import java.time.Duration;

/**
 * What all waits of one endpoint have in common.
 *
 * @param access       whom to ask
 * @param schedule     when to ask
 * @param waitTimeout  the longest wait, from its start
 * @param queueTimeout the longest time in the state QUEUED
 * @param once         whether the first answer ends the wait, whatever it says
 */
public record WaitPolicy(GatewayAccess access, PollSchedule schedule, Duration waitTimeout, Duration queueTimeout,
                         boolean once) {
}
