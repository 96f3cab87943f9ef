package io.github.camelpika.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.camelpika.process.Journal.Entry;
import io.github.camelpika.process.Journal.Event;
import io.github.camelpika.simulator.SimTask;

/**
 * What is promised of every job, whatever happens to the nodes, held against what happened.
 */
final class Promise {

    /** A route's end is told to the database at once; a node killed later than this has told it. */
    private static final long TOLD_MILLIS = 3_000;

    private final Evidence evidence;
    private final Map<String, List<Entry>> delivered;
    private final List<String> broken = new ArrayList<>();

    private Promise(Evidence evidence) {
        this.evidence = evidence;
        this.delivered = evidence.byKey(Event.DELIVERED);
    }

    /**
     * @return each way in which it is broken
     */
    static List<String> broken(Evidence evidence) {
        Promise promise = new Promise(evidence);
        promise.nothingIsPaidForTwice();
        promise.nothingIsUnknownWhereTheGatewayKnowsItAgain();
        promise.everythingAcceptedArrivesOrIsReported();
        promise.everyJobEndsAndNoneByItsTimeOut();
        promise.nothingComesAgainWithoutTrouble();
        return promise.broken;
    }

    private void nothingIsPaidForTwice() {
        evidence.postsThatMayBePaid().forEach((key, posts) -> {
            if (posts > 1) {
                broken("posted " + posts + " times", key);
            }
        });
        evidence.acceptedTwice().forEach(key -> broken("accepted twice", key));
    }

    /**
     * The gateway is there all the time, so that a POST in doubt can be made again.
     */
    private void nothingIsUnknownWhereTheGatewayKnowsItAgain() {
        if (evidence.isKeyed()) {
            delivered.forEach((key, ends) -> {
                if (ends.stream().anyMatch(Promise::isUnknown)) {
                    broken("reported as unknown, though the gateway knows it again", key);
                }
            });
        }
    }

    private void everythingAcceptedArrivesOrIsReported() {
        for (SimTask task : evidence.tasks()) {
            boolean seen = ends(task.prompt()).stream()
                    .anyMatch(end -> end.detail().endsWith(task.id()) || isUnknown(end));
            if (!seen) {
                broken("accepted as " + task.id() + " and never seen again", task.prompt());
            }
        }
        Map<String, SimTask> tasks = evidence.taskById();
        delivered.forEach((key, ends) -> ends.stream().filter(end -> !isUnknown(end)).forEach(end -> {
            SimTask task = tasks.get(end.detail().substring(end.detail().indexOf(' ') + 1));
            if (task == null || !task.prompt().equals(key)) {
                broken("came with the task of another job: " + end, key);
            }
        }));
    }

    private void everyJobEndsAndNoneByItsTimeOut() {
        for (String key : evidence.keys()) {
            if (ends(key).isEmpty()) {
                broken("never ended", key);
            }
            if (ends(key).stream().anyMatch(end -> end.detail().startsWith("TIMED_OUT"))) {
                broken("timed out, at a gateway that finishes all it accepts", key);
            }
        }
    }

    private void nothingComesAgainWithoutTrouble() {
        evidence.byKey(Event.BEGAN).forEach((key, begins) -> {
            for (int i = 0; i + 1 < begins.size(); i++) {
                if (!isExcused(begins.get(i), begins.get(i + 1))) {
                    broken("came again, and its node had no trouble", key);
                }
            }
        });
    }

    private boolean isExcused(Entry begin, Entry again) {
        boolean foundOutLater = isUnknown(begin) && !isUnknown(again);
        long end = ends(begin.key()).stream().filter(entry -> entry.node().equals(begin.node()))
                .mapToLong(Entry::millis).findFirst().orElse(Long.MAX_VALUE - TOLD_MILLIS);
        return foundOutLater || evidence.troubles().stream()
                .anyMatch(trouble -> trouble.touches(begin.node(), begin.millis(), end + TOLD_MILLIS));
    }

    /**
     * Submissions that were reported as unknown, and nothing else of them came after.
     */
    static Set<String> reportedUnknown(Evidence evidence) {
        return evidence.byKey(Event.DELIVERED).entrySet().stream()
                .filter(ends -> ends.getValue().stream().allMatch(Promise::isUnknown)).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private List<Entry> ends(String key) {
        return delivered.getOrDefault(key, List.of());
    }

    private static boolean isUnknown(Entry entry) {
        return entry.detail().startsWith("UNKNOWN");
    }

    private void broken(String how, String key) {
        broken.add(how + ": " + new History(evidence, key));
    }
}
