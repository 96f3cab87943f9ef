package io.github.camelpika.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request as it came, and what became of it. It is recorded just before the answer is sent, so a client that has its
 * answer finds its request recorded.
 *
 * @param gateway the name under which the gateway was addressed: {@code cometapi}, {@code vapi}, {@code yescale},
 *                {@code yutoai}, {@code pika}, {@code fal}, {@code root}, {@code storage} for uploads, or {@code cdn} for
 *                videos
 * @param query   the raw query string, or null
 * @param headers lower-cased names
 * @param at      the simulator's clock when the request came
 * @param status  the answer's HTTP status; 0 when the connection was closed unanswered
 * @param taskId  the task accepted or asked for, or null
 * @param fault   what was done to the request or its task, or null
 */
public record RecordedRequest(
        Operation operation,
        String gateway,
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        String body,
        Instant at,
        int status,
        String taskId,
        Fault fault) {}
