package io.github.camelpika.wait;

import java.time.Duration;

/**
 * What all waits of one endpoint have in common.
 *
 * @param access          whom to ask
 * @param schedule        when to ask
 * @param waitTimeout     the longest wait, from its start
 * @param queueTimeout    the longest time in the state QUEUED
 * @param permanentAfter  how long only answers of a final kind must have come for a task that is known to be there,
 *                        before it is given up
 * @param once            whether the first answer ends the wait, whatever it says
 * @param cancelOnTimeout whether the gateway is asked to cancel a task whose wait took too long, where it can
 */
public record WaitPolicy(GatewayAccess access, PollSchedule schedule, Duration waitTimeout, Duration queueTimeout,
                         Duration permanentAfter, boolean once, boolean cancelOnTimeout) {

    /**
     * A policy that leaves alone what it gives up.
     */
    public WaitPolicy(GatewayAccess access, PollSchedule schedule, Duration waitTimeout, Duration queueTimeout,
                      Duration permanentAfter, boolean once) {
        this(access, schedule, waitTimeout, queueTimeout, permanentAfter, once, false);
    }
}
