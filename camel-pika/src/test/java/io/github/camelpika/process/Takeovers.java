package io.github.camelpika.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;

import io.github.camelpika.process.Journal.Entry;
import io.github.camelpika.process.Journal.Event;
import io.github.camelpika.simulator.RecordedRequest;
import io.github.camelpika.simulator.SimTask;

/**
 * How long after the end of a node another went on with what it had in hand, in milliseconds, sorted. Only where another
 * lived at that time and for some time after: in a crash loop nobody is there to find out who is dead.
 *
 * @param deliveries  until the task was given to a route again
 * @param polls       until the gateway was asked again, or the task was delivered
 * @param submissions until they were reported as unknown, or their task was delivered
 */
record Takeovers(List<Long> deliveries, List<Long> polls, List<Long> submissions) {

    /** Somewhat more than the ten seconds that are promised. */
    private static final long LIVED_ON_MILLIS = 12_000;

    static Takeovers of(Evidence evidence) {
        List<Long> deliveries = new ArrayList<>();
        List<Long> polls = new ArrayList<>();
        List<Long> submissions = new ArrayList<>();
        Map<String, List<Entry>> begins = evidence.byKey(Event.BEGAN);
        for (Trouble kill : evidence.troubles().stream().filter(Trouble::isKill)
                .filter(kill -> hasSurvivor(evidence, kill)).toList()) {
            String halted = haltedWith(evidence, kill);
            Set<String> delivering = begunBy(evidence, kill);
            KillPoint.Hand hand = halted == null ? KillPoint.Hand.NOTHING : kill.point().hand();
            if (hand == KillPoint.Hand.DELIVERY) {
                delivering.add(halted);
            }
            delivering.forEach(key -> next(kill, begins(begins, key)).ifPresent(deliveries::add));
            if (hand == KillPoint.Hand.POLL) {
                next(kill, LongStream.concat(begins(begins, halted), polls(evidence, halted))).ifPresent(polls::add);
            } else if (hand == KillPoint.Hand.SUBMISSION) {
                next(kill, begins(begins, halted)).ifPresent(submissions::add);
            }
        }
        return new Takeovers(deliveries.stream().sorted().toList(), polls.stream().sorted().toList(),
                submissions.stream().sorted().toList());
    }

    private static boolean hasSurvivor(Evidence evidence, Trouble kill) {
        return evidence.of(Event.UP).stream().filter(up -> up.millis() < kill.from())
                .anyMatch(up -> evidence.troubles().stream().noneMatch(
                        trouble -> trouble.touches(up.node(), up.millis(), kill.from() + LIVED_ON_MILLIS)));
    }

    /**
     * The job that the node was at when it ended itself, or null if it was killed from outside.
     */
    private static String haltedWith(Evidence evidence, Trouble kill) {
        return evidence.of(Event.HALTED).stream().filter(entry -> entry.node().equals(kill.node())).findFirst()
                .flatMap(entry -> evidence.keyIn(entry.detail())).orElse(null);
    }

    private static Set<String> begunBy(Evidence evidence, Trouble kill) {
        Set<String> keys = new HashSet<>();
        for (Entry entry : evidence.entries()) {
            if (entry.node().equals(kill.node()) && entry.event() == Event.BEGAN) {
                keys.add(entry.key());
            } else if (entry.node().equals(kill.node()) && entry.event() == Event.DELIVERED) {
                keys.remove(entry.key());
            }
        }
        return keys;
    }

    private static LongStream begins(Map<String, List<Entry>> begins, String key) {
        return begins.getOrDefault(key, List.of()).stream().mapToLong(Entry::millis);
    }

    private static LongStream polls(Evidence evidence, String key) {
        List<String> ids = evidence.tasks().stream().filter(task -> task.prompt().equals(key)).map(SimTask::id).toList();
        return evidence.requests().stream().filter(request -> ids.contains(request.taskId())).map(RecordedRequest::at)
                .mapToLong(at -> at.toEpochMilli());
    }

    private static OptionalLong next(Trouble kill, LongStream moments) {
        return moments.filter(moment -> moment > kill.from()).map(moment -> moment - kill.from()).min();
    }

    static String summary(List<Long> millis) {
        return millis.isEmpty() ? "none" : String.format("%d, median %.1f s, max %.1f s", millis.size(),
                median(millis) / 1e3, millis.get(millis.size() - 1) / 1e3);
    }

    static long median(List<Long> millis) {
        return millis.get(millis.size() / 2);
    }
}
