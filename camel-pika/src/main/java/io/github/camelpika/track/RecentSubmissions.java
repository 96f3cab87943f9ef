package io.github.camelpika.track;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelpika.time.Moment;
import io.github.camelpika.time.TimeSource;

/**
 * What this process has submitted in the last minutes, and what it knows of it, for the case that a database forgets what it
 * had acknowledged.
 */
final class RecentSubmissions {

    /** A standby that is further behind is none to fail over to. */
    static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST = 5_000;
    /** Of the messages that they came with, of which each may have a megabyte; they are needed where a row is gone as a whole. */
    private static final int MOST_CHARACTERS = 16 << 20;

    private final TimeSource time;
    private final Map<String, Known> all = new LinkedHashMap<>();
    private long characters;

    /** What became of a POST. */
    sealed interface Fate {
        /** It may be on the wire. */
        record Posting() implements Fate {
        }

        record Accepted(String taskId) implements Fate {
        }

        /** Nobody knows whether the gateway has it. */
        record InDoubt(String reason, String possibleTaskId) implements Fate {
        }
    }

    /**
     * @param when that was found out
     */
    record Known(TrackedTask intent, Fate fate, Moment when) {
        String id() {
            return intent.id();
        }

        private int characters() {
            SubmittedMessage submitted = intent.submitted();
            return (submitted.body() == null ? 0 : submitted.body().length())
                   + submitted.headers().values().stream().mapToInt(value -> value.toString().length()).sum();
        }
    }

    RecentSubmissions(TimeSource time) {
        this.time = time;
    }

    synchronized void posting(TrackedTask intent) {
        put(new Known(intent, new Fate.Posting(), Moment.of(time)));
    }

    /**
     * Nothing is remembered of what others have begun.
     */
    synchronized void settled(String id, Fate fate, Moment when) {
        Known before = all.get(id);
        if (before != null) {
            put(new Known(before.intent, fate, when));
        }
    }

    /** They come in the order of their moments, so no more are looked at than go. */
    private void put(Known known) {
        forget(known.id());
        characters += known.characters();
        Iterator<Known> oldest = all.values().iterator();
        while (oldest.hasNext()) {
            Known each = oldest.next();
            if (!isOld(each) && all.size() < MOST && characters <= MOST_CHARACTERS) {
                break;
            }
            oldest.remove();
            characters -= each.characters();
        }
        all.put(known.id(), known);
    }

    private boolean isOld(Known known) {
        return known.when.atMost(time).compareTo(REMEMBERED) > 0;
    }

    synchronized void forget(String id) {
        Known known = all.remove(id);
        characters -= known == null ? 0 : known.characters();
    }

    /**
     * @return null where nothing is known
     */
    synchronized Known of(String id) {
        return all.get(id);
    }

    synchronized boolean isAny() {
        return all.values().stream().anyMatch(known -> !isOld(known));
    }

    synchronized List<Known> settled() {
        return all.values().stream().filter(known -> !(known.fate instanceof Fate.Posting) && !isOld(known)).toList();
    }
}
