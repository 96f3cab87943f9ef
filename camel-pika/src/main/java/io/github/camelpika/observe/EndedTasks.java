package io.github.camelpika.observe;

import java.util.Map;

import io.github.camelpika.wait.BoundedMap;

/**
 * The tasks that were seen to end of late. One may be asked after again, by another route or after a redelivery, and
 * counts once.
 */
final class EndedTasks {

    /** About 2 MB. Whoever asks again after so many others is counted again. */
    private static final int MOST = 10_000;

    private final Map<String, Boolean> ended = new BoundedMap<>(MOST);

    /**
     * @return whether it is the first time
     */
    synchronized boolean add(String gateway, String taskId) {
        return ended.put(gateway + " " + taskId, true) == null;
    }
}
