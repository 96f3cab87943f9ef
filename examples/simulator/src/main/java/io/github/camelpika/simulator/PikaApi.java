package io.github.camelpika.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pika's own API, under {@code /pika}. Only what costs nothing to tell needs no key. */
final class PikaApi implements Api {

    static final String PREFIX = "/pika";

    private static final Pattern JOB = Pattern.compile("/v1/media/jobs/([^/]+)(/content)?");
    private static final Pattern CREATE = Pattern.compile("/v1/media/((?!jobs/)[\\w.-]+/[\\w./-]+)");
    private static final Pattern QUOTE = Pattern.compile("/catalog/apis/([\\w.%-]+)/quote");
    private static final Pattern ENTRY = Pattern.compile("/catalog/apis/([\\w.-]+/[\\w./-]+)");

    private final String apiKey;
    private final PikaJobs jobs;
    private final PikaUploads uploads;
    private final PikaErrors errors;

    PikaApi(String apiKey, PikaJobs jobs, PikaUploads uploads, PikaErrors errors) {
        this.apiKey = apiKey;
        this.jobs = jobs;
        this.uploads = uploads;
        this.errors = errors;
    }

    @Override
    public Optional<ApiRoute> route(Call call) {
        Call inside = call.under(PREFIX);
        return switch (call.method()) {
            case "POST" -> post(inside);
            case "GET" -> get(inside);
            case "DELETE" -> job(inside, "")
                    .map(id -> keyed(inside, Operation.CANCEL, fault -> jobs.delete(id)));
            default -> Optional.empty();
        };
    }

    @Override
    public ErrorShape errors() {
        return errors;
    }

    @Override
    public Reply finished(Reply reply) {
        return reply.with("X-Request-ID", UUID.randomUUID().toString());
    }

    private Optional<ApiRoute> post(Call call) {
        if (call.rawPath().equals("/v1/media/uploads")) {
            return Optional.of(keyed(call, Operation.UPLOAD_GRANT,
                    fault -> Outcome.refused(uploads.grant(Json.parse(call.body()), call.at()))));
        }
        // Raw: here a slash stays a slash, in the address of a quote it has to be %2F.
        return match(CREATE, call.rawPath())
                .map(api -> keyed(call, Operation.GENERATE, fault -> jobs.create(api, call, fault)))
                .or(() -> match(QUOTE, call.rawPath())
                        .map(api -> URLDecoder.decode(api, StandardCharsets.UTF_8))
                        .filter(api -> api.contains("/"))
                        .map(api -> open(Operation.QUOTE, quote(api, call))));
    }

    private Optional<ApiRoute> get(Call call) {
        if (call.rawPath().equals("/billing/balance")) {
            return Optional.of(keyed(call, Operation.ACCOUNT, fault -> Outcome.refused(jobs.balance())));
        }
        return job(call, "").map(id -> keyed(call, Operation.FEED, fault -> jobs.tell(id)))
                .or(() -> job(call, "/content")
                        .map(id -> keyed(call, Operation.CONTENT, fault -> jobs.freshAddress(id))))
                .or(() -> match(ENTRY, call.rawPath()).map(api -> open(Operation.CATALOGUE, entry(api))));
    }

    private Reply quote(String api, Call call) {
        return PikaCatalogue.objection(api, Json.parse(call.body()))
                .map(errors::badRequest)
                .orElseGet(() -> Reply.json(200, PikaPrices.quote(Json.parse(call.body()))));
    }

    private Reply entry(String api) {
        return PikaCatalogue.knows(api)
                ? Reply.json(200, PikaCatalogue.entry(api)).with("Cache-Control", "no-store")
                : errors.unknownTask();
    }

    private ApiRoute keyed(Call call, Operation operation, Function<Fault, Outcome> action) {
        boolean authorized = call.header("x-api-key").filter(apiKey::equals).isPresent();
        return new ApiRoute(PikaJobs.GATEWAY, operation, authorized, action);
    }

    private static ApiRoute open(Operation operation, Reply reply) {
        return new ApiRoute(PikaJobs.GATEWAY, operation, true, fault -> Outcome.refused(reply));
    }

    private static Optional<String> job(Call call, String tail) {
        Matcher matcher = JOB.matcher(call.rawPath());
        boolean found = matcher.matches() && tail.equals(matcher.group(2) == null ? "" : matcher.group(2));
        return found ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> match(Pattern pattern, String path) {
        Matcher matcher = pattern.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
