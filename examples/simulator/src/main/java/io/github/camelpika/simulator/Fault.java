package io.github.camelpika.simulator;

import static io.github.camelpika.simulator.Operation.FEED;
import static io.github.camelpika.simulator.Operation.GENERATE;
import static io.github.camelpika.simulator.Operation.VIDEO;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What can go wrong with one request, or with the task that it creates. */
public enum Fault {
    /** The request is carried out, then the connection is closed without an answer. */
    LOST_RESPONSE(GENERATE, FEED, VIDEO),
    /** 429 with an empty body and no Retry-After; nothing is carried out. */
    TOO_MANY_REQUESTS(GENERATE, FEED, VIDEO),
    /** 429 with the Retry-After of {@link Faults#retryAfter(String)}; nothing is carried out. */
    TOO_MANY_REQUESTS_WITH_RETRY_AFTER(GENERATE, FEED, VIDEO),
    /** 500; nothing is carried out. */
    SERVER_ERROR(GENERATE, FEED, VIDEO),
    /** The request is carried out, then answered with a proxy's 502 page. */
    ACCEPT_THEN_ERROR(GENERATE, FEED),
    /** 200 with a web page, as a wrong base URL gives; nothing is carried out. */
    HTML(GENERATE, FEED),
    /** The request is carried out, but only the first half of the JSON is sent, as if it were all. */
    CUT_JSON(GENERATE, FEED),
    /** The answer trickles, a byte every 100 ms for up to 30 s, then the rest follows. */
    SLOW(GENERATE, FEED, VIDEO),
    /** The connection is closed; nothing is carried out. */
    CLOSED(GENERATE, FEED, VIDEO),
    /** The request is carried out; the answer is preceded by 20 MB of padding inside its JSON object. */
    HUGE(GENERATE, FEED),
    /** {@code {"code":400,"msg":…}} in an HTTP 200; nothing is carried out. */
    ERROR_IN_200(GENERATE, FEED),
    /** 400. */
    BAD_REQUEST(GENERATE, FEED),
    /** 401. */
    UNAUTHORIZED(GENERATE, FEED),
    /** 403 {@code insufficient_user_quota}. */
    NO_CREDIT(GENERATE, FEED),
    /** 400 {@code task_not_exist}, as a fresh id may be answered. */
    TASK_NOT_EXIST(FEED),

    /** The task runs, then fails and is refunded. */
    TASK_FAILED(GENERATE),
    /** The task is cancelled half-way; the Pika shapes have no word for that, so they say failed. */
    TASK_CANCELLED(GENERATE),
    /** The task stays queued for ever. */
    TASK_STUCK(GENERATE),
    /** The task has a state word that nobody knows, for ever. */
    TASK_UNKNOWN_STATE(GENERATE),
    /** The task runs for ever. */
    TASK_NEVER_FINISHES(GENERATE),

    /** The full Content-Length is announced, but the connection is cut half-way. */
    VIDEO_TRUNCATED(VIDEO),
    /** The full Content-Length is announced, but the connection is cut behind a byte drawn at random. */
    VIDEO_CUT(VIDEO),
    /** The first half comes, then nothing for ten seconds, then the connection is closed. */
    VIDEO_STALLS(VIDEO),
    /** From this request on the task's video is another one of the same size, with another ETag. */
    VIDEO_CHANGED(VIDEO),
    /** As {@link #VIDEO_CHANGED}, but the ETag stays the same, as with servers that make it of size and date. */
    VIDEO_REPLACED(VIDEO),
    /** A part starts one byte later than asked for, and says so; the whole comes as it is. */
    VIDEO_SHIFTED(VIDEO),
    /** The last byte is wrong; a Repr-Digest tells what it should add up to. */
    VIDEO_DAMAGED(VIDEO),
    /** 403, as an expired link gives. */
    VIDEO_EXPIRED(VIDEO),
    /** 403 for this request and all that follow, until the gateway is asked after the task. */
    VIDEO_EXPIRED_UNTIL_ASKED(VIDEO),
    /** 200 with a web page instead of a video. */
    VIDEO_HTML(VIDEO),
    /** 302 to {@link Faults#redirectTarget(java.net.URI)}. */
    VIDEO_REDIRECT_ELSEWHERE(VIDEO),

    /** None of the task's callbacks is posted. */
    CALLBACK_LOST(GENERATE),
    /** Each of the task's callbacks is posted twice. */
    CALLBACK_DUPLICATED(GENERATE),
    /** The task's last callback is posted first, the earlier ones after it. */
    CALLBACK_REORDERED(GENERATE);

    private final Set<Operation> operations;

    Fault(Operation... operations) {
        this.operations = Set.of(operations);
    }

    public boolean appliesTo(Operation operation) {
        return operations.contains(operation);
    }

    static List<Fault> of(Operation operation) {
        return Arrays.stream(values()).filter(fault -> fault.appliesTo(operation)).toList();
    }
}
