package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.JobKind;

/**
 * How long tasks of one kind take, by what was seen of them.
 *
 * @param kind    {@link JobKind#ANY} for all of the gateway's together
 * @param samples how many were seen to end
 * @param tenth   one in ten is done before
 * @param median  half of them are done before
 * @param ninth   nine in ten are done before
 */
public record LearnedDuration(String gateway, JobKind kind, long samples, Duration tenth, Duration median, Duration ninth) {
}
