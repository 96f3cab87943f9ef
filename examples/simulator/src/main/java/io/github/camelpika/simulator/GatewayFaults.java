package io.github.camelpika.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Supplier;

/** What a fault makes of a gateway's honest outcome, or instead of it. */
final class GatewayFaults {

    private static final int PADDING_STRING = 1024 * 1024;
    private static final int PADDING_STRINGS = 20;

    private final Faults faults;
    private final ErrorShape errors;

    GatewayFaults(Faults faults, ErrorShape errors) {
        this.faults = faults;
        this.errors = errors;
    }

    Outcome apply(Fault fault, Supplier<Outcome> honest) {
        if (fault == null) {
            return honest.get();
        }
        return switch (fault) {
            case CLOSED -> Outcome.refused(new NoAnswer());
            case TOO_MANY_REQUESTS -> Outcome.refused(Reply.empty(429));
            case TOO_MANY_REQUESTS_WITH_RETRY_AFTER ->
                    Outcome.refused(errors.tooManyRequests().with("Retry-After", faults.retryAfter()));
            case SERVER_ERROR -> Outcome.refused(errors.serverError());
            case HTML -> Outcome.refused(Reply.html(200, "Welcome"));
            case ERROR_IN_200 -> Outcome.refused(errors.errorIn200());
            case BAD_REQUEST -> Outcome.refused(errors.badRequest("The request is invalid"));
            case UNAUTHORIZED -> Outcome.refused(errors.unauthorized());
            case FORBIDDEN -> Outcome.refused(errors.forbidden());
            case NO_CREDIT -> Outcome.refused(errors.noCredit());
            case TASK_NOT_EXIST -> Outcome.refused(errors.unknownTask());
            case LOST_RESPONSE -> honest.get().answeredWith(new NoAnswer());
            case ACCEPT_THEN_ERROR -> honest.get().answeredWith(Reply.html(502, "502 Bad Gateway"));
            case CUT_JSON, HUGE, SLOW -> spoilt(fault, honest.get());
            default -> honest.get();
        };
    }

    private static Outcome spoilt(Fault fault, Outcome outcome) {
        Reply reply = (Reply) outcome.answer();
        Body body = switch (fault) {
            case CUT_JSON -> firstHalf(reply.body());
            case HUGE -> reply.body().length() == 0 ? reply.body() : padded(reply.body());
            default -> reply.body().trickling();
        };
        return outcome.answeredWith(reply.with(body));
    }

    private static Body firstHalf(Body body) {
        byte[] bytes = bytes(body);
        return Body.of(Arrays.copyOf(bytes, bytes.length / 2));
    }

    // Many strings of a moderate length: JSON parsers refuse one that is too long, but not many.
    private static Body padded(Body body) {
        String original = new String(bytes(body), StandardCharsets.UTF_8);
        String padding = "\"" + "x".repeat(PADDING_STRING) + "\"";
        String padded = "{\"padding\":[" + String.join(",", Collections.nCopies(PADDING_STRINGS, padding)) + "],"
                + original.substring(1);
        return Body.of(padded.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            body.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
