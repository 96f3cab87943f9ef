package io.github.camelpika.track;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.camelpika.time.TimeSource;

/**
 * Which nodes have died, by what is seen of their locks. A lock that isn't there proves no death by itself: its node may
 * have lost its connection, and make a new one at once, or may have none.
 */
final class GoneNodes {

    /** So long a lock must be away: a living node notices with its next look, and has another some milliseconds later. */
    static final Duration GONE = Duration.ofMillis(600);
    /** Who was silent for longer before its connection went was cut off and not killed: then only heartbeats count. */
    static final Duration FRESH = Duration.ofMillis(2_500);
    /** Looks that are further apart say nothing of the time between. */
    static final Duration APART = Duration.ofSeconds(1);
    /** A starved machine looks late; but after so long, somebody who was cut off may have lost the connection, too. */
    static final Duration RECENT = Duration.ofSeconds(5);

    /** A restart makes a new node of an old one. */
    private static final int MOST = 1_000;

    private final TimeSource time;
    /** The locks that were seen held: of other nodes nobody knows whether they have one, and where. */
    private final Map<String, Sight> seen = new LinkedHashMap<>(16, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sight> eldest) {
            return size() > MOST;
        }
    };
    private long lastLook;

    /**
     * @param heldAt    when the lock was seen last
     * @param silent    whether its node had been so then for longer than one that lives
     * @param goneSince null while the lock is there, or nothing would be left by its node
     */
    private record Sight(long heldAt, boolean silent, Long goneSince, Instant heartbeat) {

        static Sight held(NodeSight node, Instant now, long nanos) {
            return new Sight(nanos, node.lastHeartbeat() != null && node.lastHeartbeat().plus(FRESH).isBefore(now), null, null);
        }

        Sight gone(NodeSight node, long nanos) {
            return new Sight(heldAt, silent, nanos, node.lastHeartbeat());
        }

        Sight anew() {
            return new Sight(heldAt, silent, null, null);
        }
    }

    GoneNodes(TimeSource time) {
        this.time = time;
        this.lastLook = time.nanos();
    }

    /**
     * From now on locks must be seen again first.
     */
    void forget() {
        seen.clear();
    }

    int known() {
        return seen.size();
    }

    /**
     * @param  now by the database's clock
     * @return those that are dead and leave something to take over
     */
    List<NodeSight> look(List<NodeSight> nodes, Instant now) {
        long nanos = time.nanos();
        Set<String> working = nodes.stream().filter(node -> node.lastHeartbeat() != null).map(NodeSight::lock)
                .collect(Collectors.toSet());
        boolean apart = nanos - lastLook > APART.toNanos();
        seen.replaceAll((lock, sight) -> apart || !working.contains(lock) ? sight.anew() : sight);
        lastLook = nanos;
        List<NodeSight> gone = new ArrayList<>();
        for (NodeSight node : nodes) {
            if (node.held()) {
                seen.put(node.lock(), Sight.held(node, now, nanos));
            } else if (seen.containsKey(node.lock()) && isGone(node, nanos)) {
                gone.add(node);
            }
        }
        return gone;
    }

    private boolean isGone(NodeSight node, long nanos) {
        Sight sight = seen.get(node.lock());
        if (sight.goneSince == null) {
            if (sight.silent || nanos - sight.heldAt > RECENT.toNanos()) {
                seen.remove(node.lock());
            } else {
                seen.put(node.lock(), sight.gone(node, nanos));
            }
            return false;
        }
        if (node.lastHeartbeat().isAfter(sight.heartbeat)) {
            // it lives, without a lock
            seen.remove(node.lock());
            return false;
        }
        return nanos - sight.goneSince >= GONE.toNanos();
    }
}
