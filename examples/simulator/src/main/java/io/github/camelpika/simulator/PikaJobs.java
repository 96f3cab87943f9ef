package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Takes Pika's jobs, each once for its idempotency key, and tells of them. */
final class PikaJobs {

    static final String GATEWAY = "pika";

    private static final long START_MICRO_USD = 100_000_000;
    private static final Map<Fault, Integer> STATUS_OF_FAILED = new EnumMap<>(Map.of(
            Fault.FAILED_AT_CREATION_UNPAID, 402, Fault.FAILED_AT_CREATION_UNAVAILABLE, 503));

    private final TaskBook tasks;
    private final PikaUploads uploads;
    private final PikaJobView view;
    private final Function<SimTask, MediaLinks> links;
    private final Cdn cdn;
    private final PikaErrors errors;
    private final PikaKeys keys = new PikaKeys();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();

    PikaJobs(
            TaskBook tasks, PikaUploads uploads, PikaJobView view, Function<SimTask, MediaLinks> links, Cdn cdn,
            PikaErrors errors) {
        this.tasks = tasks;
        this.uploads = uploads;
        this.view = view;
        this.links = links;
        this.cdn = cdn;
        this.errors = errors;
    }

    /** One at a time, so that two posts of one key cannot both be the first. */
    synchronized Outcome create(String api, Call call, Fault fault) {
        String fingerprint = api + " " + Sha256.hex(call.body());
        Optional<PikaKeys.Used> used = call.header("idempotency-key").flatMap(key -> keys.find(key, call.at()));
        if (used.isPresent()) {
            return used.get().fingerprint().equals(fingerprint)
                    ? created(tasks.find(used.get().taskId()).orElseThrow())
                    : new Outcome(errors.keyOfAnotherBody(), null);
        }
        Outcome outcome = create(api, Json.parse(call.body()), fault);
        if (outcome.taskId() != null) {
            call.header("idempotency-key").ifPresent(key ->
                    keys.keep(key, new PikaKeys.Used(fingerprint, outcome.taskId(), call.at())));
        }
        return outcome;
    }

    Outcome tell(String id) {
        return find(id).map(task -> {
            task.watch().countQuery();
            return new Outcome(Reply.json(200, view.document(task, links.apply(task))), id);
        }).orElseGet(() -> new Outcome(errors.unknownTask(), id));
    }

    Outcome freshAddress(String id) {
        return find(id).map(task -> {
            if (task.state() != TaskState.SUCCEEDED) {
                return new Outcome(errors.notCompleted(), id);
            }
            task.watch().countQuery();
            String url = links.apply(task).video() + "?fresh=" + cdn.freshToken(task, task.watch().now());
            return new Outcome(Reply.json(200, Json.object().put("url", url)), id);
        }).orElseGet(() -> new Outcome(errors.unknownTask(), id));
    }

    /** Whether deleting stops a running job is not known: here the job goes on, and is only forgotten. */
    Outcome delete(String id) {
        return find(id).map(task -> {
            deleted.add(id);
            return new Outcome(Reply.empty(204), id);
        }).orElseGet(() -> new Outcome(errors.unknownTask(), id));
    }

    /** What was charged so far is gone from a hundred dollars; the field's name was not seen. */
    Reply balance() {
        long charged = tasks.all().stream()
                .filter(task -> task.gateway().equals(GATEWAY))
                .map(task -> view.document(task, links.apply(task)))
                .mapToLong(job -> job.at("/billing/charge_micro_usd").asLong())
                .sum();
        return Reply.json(200, Json.object().put("balance_micro_usd", START_MICRO_USD - charged));
    }

    private Outcome create(String api, JsonNode request, Fault fault) {
        Optional<String> objection = objection(api, request);
        if (objection.isPresent()) {
            return Outcome.refused(errors.badRequest(objection.get()));
        }
        String prompt = request.path("prompt").asText(request.path("pikaffect").asText());
        Draft draft = new Draft(GATEWAY, api, prompt, request.path("ratio").asText(), request,
                Draft.seed(request.path("seed")), null);
        return tasks.accept(draft, fault)
                .map(this::created)
                .orElseGet(() -> Outcome.refused(errors.tooManyRequests()));
    }

    private Optional<String> objection(String api, JsonNode request) {
        if (!request.isObject()) {
            return Optional.of("The body must be a JSON object");
        }
        return PikaCatalogue.objection(api, request).or(() -> PikaCatalogue.files(api, request).stream()
                .filter(file -> !uploads.canRead(file))
                .map(file -> file + " is neither https nor an upload")
                .findFirst());
    }

    private Outcome created(SimTask task) {
        int status = STATUS_OF_FAILED.getOrDefault(task.plan().fault(), 200);
        return new Outcome(Reply.json(status, view.created(task, links.apply(task))), task.id());
    }

    private Optional<SimTask> find(String id) {
        return tasks.find(id).filter(task -> task.gateway().equals(GATEWAY) && !deleted.contains(id));
    }
}
