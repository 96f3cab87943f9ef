package io.github.camelpika.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.camelpika.process.Journal.Entry;
import io.github.camelpika.process.Journal.Event;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.RecordedRequest;
import io.github.camelpika.simulator.SimTask;
import io.github.camelpika.track.Claim;

/**
 * All that is known when a run is over: what each life of a node wrote down, and what the gateway saw. The prompt of a
 * job is its key.
 *
 * @param keys     of the jobs
 * @param entries  of all journals, in the order of time
 * @param troubles of the nodes
 */
record Evidence(Path directory, Set<String> keys, List<Entry> entries, List<Trouble> troubles,
                List<RecordedRequest> requests, List<SimTask> tasks) {

    private static final String IDEMPOTENCY_KEY = "idempotency-key";
    private static final Pattern PROMPT = Pattern.compile("\"prompt(?:Text)?\"\\s*:\\s*\"([^\"]*)\"");

    Evidence {
        entries = entries.stream().sorted(Comparator.comparingLong(Entry::millis)).toList();
    }

    List<Entry> of(Event event) {
        return entries.stream().filter(entry -> entry.event() == event).toList();
    }

    Map<String, List<Entry>> byKey(Event event) {
        return of(event).stream().collect(Collectors.groupingBy(Entry::key));
    }

    /**
     * The POSTs that the gateway has not provably refused.
     */
    List<RecordedRequest> posts() {
        return requests.stream().filter(request -> request.operation() == Operation.GENERATE && request.status() != 429)
                .toList();
    }

    /**
     * How many POSTs of each job may have been paid for. Those with the same idempotency key and the same bytes are one to
     * the gateway.
     */
    Map<String, Long> postsThatMayBePaid() {
        Map<String, Set<Object>> posts = posts().stream().collect(Collectors.groupingBy(Evidence::prompt,
                Collectors.mapping(Evidence::knownAgainBy, Collectors.toSet())));
        return posts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> (long) each.getValue().size()));
    }

    private static Object knownAgainBy(RecordedRequest post) {
        List<String> key = post.headers().get(IDEMPOTENCY_KEY);
        return key == null ? new Object() : List.of(key, post.path(), post.body());
    }

    /**
     * Whether the gateway knows a job again when it is posted once more.
     */
    boolean isKeyed() {
        return posts().stream().anyMatch(post -> post.headers().containsKey(IDEMPOTENCY_KEY));
    }

    /**
     * The jobs of which the gateway made more than one task.
     */
    Set<String> acceptedTwice() {
        Map<String, Long> tasksOf = tasks.stream().collect(Collectors.groupingBy(SimTask::prompt, Collectors.counting()));
        return tasksOf.keySet().stream().filter(key -> tasksOf.get(key) > 1).collect(Collectors.toSet());
    }

    /**
     * What the gateway had when it had the most at once.
     */
    List<SimTask> mostAtOnce() {
        return tasks.stream().map(SimTask::acceptedAt).map(this::at).max(Comparator.comparing(List::size)).orElse(List.of());
    }

    private List<SimTask> at(Instant time) {
        return tasks.stream().filter(task -> !task.acceptedAt().isAfter(time))
                .filter(task -> task.end().filter(time::isBefore).isPresent()).toList();
    }

    static String prompt(RecordedRequest request) {
        Matcher prompt = PROMPT.matcher(request.body());
        return prompt.find() ? prompt.group(1) : "?";
    }

    Map<String, SimTask> taskById() {
        return tasks.stream().collect(Collectors.toMap(SimTask::id, Function.identity()));
    }

    /**
     * The job that a step, which a node ended at, was about.
     */
    Optional<String> keyIn(String step) {
        return keyByTrace().entrySet().stream().filter(trace -> step.contains(trace.getKey())).map(Map.Entry::getValue)
                .findFirst();
    }

    private Map<String, String> keyByTrace() {
        Map<String, String> traces = keys.stream().collect(Collectors.toMap(Claim::idOf, Function.identity()));
        tasks.forEach(task -> traces.put(task.id(), task.prompt()));
        keys.forEach(key -> traces.put("route " + key, key));
        return traces;
    }
}
