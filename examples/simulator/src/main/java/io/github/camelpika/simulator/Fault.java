package io.github.camelpika.simulator;

import static io.github.camelpika.simulator.Operation.CANCEL;
import static io.github.camelpika.simulator.Operation.FEED;
import static io.github.camelpika.simulator.Operation.GENERATE;
import static io.github.camelpika.simulator.Operation.UPLOAD;
import static io.github.camelpika.simulator.Operation.VIDEO;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What can go wrong with one request, or with the task that it creates. */
public enum Fault {
    /** The request is carried out, then the connection is closed without an answer. */
    LOST_RESPONSE(On.ALL),
    /** 429 with an empty body and no Retry-After; nothing is carried out. */
    TOO_MANY_REQUESTS(On.ALL),
    /** 429 with the Retry-After of {@link Faults#retryAfter(String)}; nothing is carried out. */
    TOO_MANY_REQUESTS_WITH_RETRY_AFTER(On.ALL),
    /** 500; nothing is carried out. */
    SERVER_ERROR(On.ALL),
    /** The request is carried out, then answered with a proxy's 502 page. */
    ACCEPT_THEN_ERROR(On.CALLS),
    /** 200 with a web page, as a wrong base URL gives; nothing is carried out. */
    HTML(On.CALLS),
    /** The request is carried out, but only the first half of the JSON is sent, as if it were all. */
    CUT_JSON(On.CALLS),
    /** The answer trickles, a byte every 100 ms for up to 30 s, then the rest follows. */
    SLOW(On.ALL),
    /** The connection is closed; nothing is carried out. */
    CLOSED(On.ALL),
    /** The request is carried out; the answer is preceded by 20 MB of padding inside its JSON object. */
    HUGE(On.CALLS),
    /** {@code {"code":400,"msg":…}} in an HTTP 200; nothing is carried out. */
    ERROR_IN_200(On.CALLS),
    /** 400. */
    BAD_REQUEST(On.CALLS),
    /** 401. */
    UNAUTHORIZED(On.CALLS),
    /** 403: the key is banned, not active, or of a plan that has no API. */
    FORBIDDEN(On.CALLS),
    /** 403 {@code insufficient_user_quota}; pika: 402. */
    NO_CREDIT(On.CALLS),
    /** 400 {@code task_not_exist} (pika and fal: 404), as a fresh id may be answered. */
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
    /** The task is done when it is accepted. */
    COMPLETED_AT_CREATION(GENERATE),
    /** The task has failed when it is accepted. */
    FAILED_AT_CREATION(GENERATE),
    /** The same, and pika tells so under HTTP 402. */
    FAILED_AT_CREATION_UNPAID(GENERATE),
    /** The same, and pika tells so under HTTP 503. */
    FAILED_AT_CREATION_UNAVAILABLE(GENERATE),
    /** fal: the status is COMPLETED without an error, and only the result's 422 tells that the model refused. */
    RESULT_REFUSED(GENERATE),
    /** fal: the same with the model's 504. */
    RESULT_TIMED_OUT(GENERATE),
    /** fal: the same with the model's 500. */
    RESULT_BROKEN(GENERATE),
    /** pika: the charge is settled half a minute after the task's end. */
    SETTLED_LATE(GENERATE),
    /** pika: the charge is never known. */
    NEVER_SETTLED(GENERATE),
    /** fal: the three addresses of the answer are another host's. */
    ADDRESSES_ELSEWHERE(GENERATE),
    /** fal, as it once was: 200 while the task waits or runs, too. */
    ALWAYS_200(FEED),
    /** fal: the cancellation is taken, and the task goes on. */
    CANCEL_IGNORED(CANCEL),

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
    /** 403 for the task's plain address from now on; pika gives fresh ones. */
    VIDEO_EXPIRED_FOR_GOOD(VIDEO),
    /** 200 with a web page instead of a video. */
    VIDEO_HTML(VIDEO),
    /** 302 to {@link Faults#redirectTarget(java.net.URI)}. */
    VIDEO_REDIRECT_ELSEWHERE(VIDEO),

    /** None of the task's callbacks is posted. */
    CALLBACK_LOST(GENERATE),
    /** Each of the task's callbacks is posted twice. */
    CALLBACK_DUPLICATED(GENERATE),
    /** The task's last callback is posted first, the earlier ones after it. */
    CALLBACK_REORDERED(GENERATE),
    /** fal: the task's callback has no signature. */
    CALLBACK_UNSIGNED(GENERATE),
    /** fal: the task's callback is signed with a key that nobody publishes. */
    CALLBACK_FORGED(GENERATE),
    /** fal: the task's callback was signed five minutes and one second ago. */
    CALLBACK_STALE(GENERATE),
    /** fal: the task's callback has no payload, as it would not be JSON. */
    CALLBACK_WITHOUT_PAYLOAD(GENERATE);

    private static final Set<Fault> FAILURES = EnumSet.of(
            TASK_FAILED, FAILED_AT_CREATION, FAILED_AT_CREATION_UNPAID, FAILED_AT_CREATION_UNAVAILABLE,
            RESULT_REFUSED, RESULT_TIMED_OUT, RESULT_BROKEN);
    private static final Set<Fault> AT_CREATION = EnumSet.of(
            COMPLETED_AT_CREATION, FAILED_AT_CREATION, FAILED_AT_CREATION_UNPAID, FAILED_AT_CREATION_UNAVAILABLE);

    private final Set<Operation> operations;

    Fault(Operation... operations) {
        this(Set.of(operations));
    }

    Fault(Set<Operation> operations) {
        this.operations = operations;
    }

    private static final class On {
        static final Set<Operation> ALL = EnumSet.allOf(Operation.class);
        /** What is answered by JSON of the gateway itself. */
        static final Set<Operation> CALLS = EnumSet.complementOf(EnumSet.of(VIDEO, UPLOAD));
    }

    /** The task that it is decided for fails. */
    boolean isFailure() {
        return FAILURES.contains(this);
    }

    /** The task that it is decided for has ended when it is accepted. */
    boolean endsAtOnce() {
        return AT_CREATION.contains(this);
    }

    public boolean appliesTo(Operation operation) {
        return operations.contains(operation);
    }

    static List<Fault> of(Operation operation) {
        return Arrays.stream(values()).filter(fault -> fault.appliesTo(operation)).toList();
    }
}
