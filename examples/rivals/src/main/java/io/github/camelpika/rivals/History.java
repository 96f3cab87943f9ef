package io.github.camelpika.rivals;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the nodes of a run told, in the order in which it came.
 */
final class History {

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /**
     * @param nanos when it was read
     * @param life  of a node: its name and a number
     */
    record Entry(long nanos, String life, Event event, String key, String outcome) {
    }

    void note(String life, Event event, String key, String outcome) {
        entries.add(new Entry(System.nanoTime(), life, event, key, outcome));
    }

    boolean has(String life, Event event) {
        return of(event).anyMatch(entry -> entry.life.equals(life));
    }

    /**
     * The jobs that this life has begun to hand over, and not ended.
     */
    Set<String> inHandOf(String life) {
        Set<String> keys = new HashSet<>();
        of(Event.BEGUN).filter(entry -> entry.life.equals(life)).forEach(entry -> keys.add(entry.key));
        of(Event.HANDED).filter(entry -> entry.life.equals(life)).forEach(entry -> keys.remove(entry.key));
        return keys;
    }

    /**
     * When another life began with a job that this one had in its hands.
     */
    OptionalLong takenOver(String key, String life, long since) {
        return of(Event.BEGUN).filter(entry -> entry.key.equals(key) && !entry.life.equals(life) && entry.nanos > since)
                .mapToLong(Entry::nanos).findFirst();
    }

    Set<String> handed() {
        return of(Event.HANDED).map(Entry::key).collect(Collectors.toSet());
    }

    long handedTwice() {
        return of(Event.HANDED).filter(entry -> entry.outcome.equals(HandOver.DONE))
                .collect(Collectors.groupingBy(Entry::key, Collectors.counting())).values().stream()
                .filter(count -> count > 1).count();
    }

    /**
     * The jobs that were told as such that the gateway may have or not.
     */
    Set<String> unknown() {
        return Stream.concat(of(Event.UNKNOWN), of(Event.HANDED).filter(entry -> !entry.outcome.equals(HandOver.DONE)))
                .map(Entry::key).collect(Collectors.toSet());
    }

    private Stream<Entry> of(Event event) {
        return entries.stream().filter(entry -> entry.event == event);
    }
}
