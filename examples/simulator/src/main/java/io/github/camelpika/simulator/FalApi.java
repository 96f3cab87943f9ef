package io.github.camelpika.simulator;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** fal's queue, under {@code /fal}, and the public keys of its callbacks. */
final class FalApi implements Api {

    static final String PREFIX = "/fal";
    static final String KEYS = "/.well-known/jwks.json";

    private static final Pattern MODEL = Pattern.compile("/([\\w.-]+(?:/[\\w.-]+)+)");
    private static final Pattern REQUEST = Pattern.compile(
            "/((?:workflows|comfy)/[^/]+/[^/]+|(?!workflows/|comfy/)[^/]+/[^/]+)/requests/([^/]+)(/[a-z]+)?");

    private final String authorization;
    private final FalQueue queue;
    private final SigningKeys keys;
    private final FalErrors errors;

    FalApi(String apiKey, FalQueue queue, SigningKeys keys, FalErrors errors) {
        this.authorization = "Key " + apiKey;
        this.queue = queue;
        this.keys = keys;
        this.errors = errors;
    }

    @Override
    public Optional<ApiRoute> route(Call call) {
        Call inside = call.under(PREFIX);
        if (inside.method().equals("GET") && inside.rawPath().equals(KEYS)) {
            return Optional.of(new ApiRoute(FalQueue.GATEWAY, Operation.KEYS, true,
                    fault -> Outcome.refused(Reply.json(200, keys.published()))));
        }
        Matcher request = REQUEST.matcher(inside.rawPath());
        return request.matches() ? request(inside, request) : model(inside);
    }

    @Override
    public ErrorShape errors() {
        return errors;
    }

    private Optional<ApiRoute> request(Call call, Matcher request) {
        String app = request.group(1);
        String id = request.group(2);
        String tail = request.group(3) == null ? "" : request.group(3);
        return switch (call.method() + " " + tail) {
            case "GET /status" ->
                    Optional.of(keyed(call, Operation.FEED, fault -> queue.status(app, id, fault)));
            // Some answers have the result at the second address.
            case "GET ", "GET /response" -> Optional.of(keyed(call, Operation.RESULT, fault -> queue.result(app, id)));
            case "PUT /cancel" -> Optional.of(keyed(call, Operation.CANCEL, fault -> queue.cancel(app, id, fault)));
            default -> Optional.empty();
        };
    }

    private Optional<ApiRoute> model(Call call) {
        Matcher model = MODEL.matcher(call.rawPath());
        boolean creates = call.method().equals("POST") && model.matches() && !call.rawPath().contains("/requests/");
        return creates
                ? Optional.of(keyed(call, Operation.GENERATE, fault -> queue.create(model.group(1), call, fault)))
                : Optional.empty();
    }

    private ApiRoute keyed(Call call, Operation operation, Function<Fault, Outcome> action) {
        boolean authorized = call.header("authorization").filter(authorization::equals).isPresent();
        return new ApiRoute(FalQueue.GATEWAY, operation, authorized, action);
    }
}
