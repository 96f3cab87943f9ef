package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.JobKind;

/**
 * The task that is waited for, and what is known of it without asking the gateway.
 *
 * @param access   its gateway
 * @param accepted whether somebody here knows that the gateway had accepted it
 * @param resumed  what it is, for a wait that somebody else began and whose clock starts with the acceptance; else null
 */
record WaitedTask(String id, GatewayAccess access, boolean accepted, JobKind resumed) {

    String gateway() {
        return access.gateway().name();
    }

    JobKind kind() {
        return resumed != null ? resumed : access.kind(id);
    }

    /**
     * How long ago the gateway accepted the task, or null if nobody knows.
     */
    Duration age(long now) {
        return resumed != null ? Duration.ofNanos(now) : access.age(id);
    }

    boolean isKnownToBeThere() {
        return accepted || access.isKnown(id);
    }
}
