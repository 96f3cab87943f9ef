package io.github.camelpika.simulator;

import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** What a fault makes of an honest download, or instead of it. A CDN's errors are text, not JSON. */
final class VideoFaults {

    private final Faults faults;

    VideoFaults(Faults faults) {
        this.faults = faults;
    }

    Answer apply(Fault fault, Supplier<Reply> honest) {
        if (fault == null) {
            return honest.get();
        }
        return switch (fault) {
            case CLOSED, LOST_RESPONSE -> new NoAnswer();
            case TOO_MANY_REQUESTS -> Reply.empty(429);
            case TOO_MANY_REQUESTS_WITH_RETRY_AFTER -> Reply.empty(429).with("Retry-After", faults.retryAfter());
            case SERVER_ERROR -> Reply.plain(500, "Internal Server Error");
            case SLOW -> trickling(honest.get());
            case VIDEO_TRUNCATED -> cut(honest.get(), length -> length / 2);
            case VIDEO_CUT -> cut(honest.get(), faults::drawBelow);
            case VIDEO_STALLS -> stalling(honest.get());
            case VIDEO_DAMAGED -> damaged(honest.get());
            case VIDEO_CHANGED, VIDEO_REPLACED, VIDEO_SHIFTED -> honest.get();
            case VIDEO_EXPIRED, VIDEO_EXPIRED_UNTIL_ASKED, VIDEO_EXPIRED_FOR_GOOD ->
                    Reply.plain(403, "Request has expired");
            case VIDEO_HTML -> Reply.html(200, "Video");
            case VIDEO_REDIRECT_ELSEWHERE ->
                    Reply.empty(302).with("Location", faults.redirectTarget().toString());
            default -> throw new IllegalStateException(fault + " is no fault of a video");
        };
    }

    private static Reply trickling(Reply reply) {
        return reply.with(reply.body().trickling());
    }

    private static Reply cut(Reply reply, LongUnaryOperator after) {
        return reply.body() instanceof ContentBody content
                ? reply.with(content.cutAfter(after.applyAsLong(content.length())))
                : reply;
    }

    private static Reply stalling(Reply reply) {
        Reply half = cut(reply, length -> length / 2);
        return half.with(new StallingBody(half.body()));
    }

    private static Reply damaged(Reply reply) {
        return reply.body() instanceof ContentBody body
                ? reply.with("Repr-Digest", "sha-256=:" + Sha256.base64(body.content()) + ":")
                        .with(new DamagedBody(body))
                : reply;
    }
}
