package io.github.camelpika.wait;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A line in which groups take turns, and who came first is first in his group: a thousand of one group stand before nobody
 * of another. Takes no memory for groups that are not there, and no longer the more there are.
 */
final class FairLine<T> {

    /** The group whose turn it is comes first; one that has had its turn goes to the end. */
    private final Map<Object, Deque<T>> groups = new LinkedHashMap<>();
    private int size;

    /**
     * @param group who takes turns with others
     */
    void add(Object group, T one) {
        groups.computeIfAbsent(group, each -> new ArrayDeque<>()).add(one);
        size++;
    }

    /**
     * The one whose turn it is, or null. Those that are not wanted leave on the way.
     */
    T first(Predicate<T> wanted) {
        while (!groups.isEmpty()) {
            var group = groups.entrySet().iterator().next();
            Deque<T> members = group.getValue();
            while (!members.isEmpty() && !wanted.test(members.peek())) {
                members.remove();
                size--;
            }
            if (!members.isEmpty()) {
                return members.peek();
            }
            groups.remove(group.getKey());
        }
        return null;
    }

    /**
     * Takes out the one whose turn it is, which is there, and gives the next turn to the next group.
     */
    T remove() {
        var turn = groups.entrySet().iterator().next();
        Object group = turn.getKey();
        Deque<T> members = groups.remove(group);
        if (members.size() > 1) {
            groups.put(group, members);
        }
        size--;
        return members.remove();
    }

    int size() {
        return size;
    }

    /**
     * After how many turns all who are in it now have had theirs, as long as no more groups come.
     */
    long turns() {
        return groups.values().stream().mapToLong(Deque::size).max().orElse(0) * groups.size();
    }

    /**
     * Takes all out.
     */
    List<T> clear() {
        List<T> all = new ArrayList<>(size);
        groups.values().forEach(all::addAll);
        groups.clear();
        size = 0;
        return all;
    }
}
