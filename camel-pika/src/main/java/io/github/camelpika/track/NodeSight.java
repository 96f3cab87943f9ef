package io.github.camelpika.track;

import java.time.Instant;

/**
 * What a look shows of a node that works on something, of the one that looks, or of a lock.
 *
 * @param node          null for that of a node that works on nothing
 * @param lock          whose name tells whose it is
 * @param lastHeartbeat the newest of all that the node works on; null if it works on nothing
 * @param held          whether a session holds the lock
 * @param here          whether that session is the one that looks
 */
record NodeSight(String node, String lock, Instant lastHeartbeat, boolean held, boolean here) {
}
