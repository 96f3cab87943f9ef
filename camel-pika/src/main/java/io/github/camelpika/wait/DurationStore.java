package io.github.camelpika.wait;

import java.util.Map;

import io.github.camelpika.model.JobKind;

/**
 * Where what was learned of durations outlives the process.
 */
public interface DurationStore {

    /** Remembers nothing: each process learns anew. */
    DurationStore NONE = new DurationStore() {
        @Override
        public Map<Key, String> load() {
            return Map.of();
        }

        @Override
        public void save(Key key, String learned) {
            // nothing to keep it for
        }
    };

    /**
     * Whose durations they are.
     */
    record Key(String gateway, JobKind kind) {
    }

    /**
     * All that was saved.
     */
    Map<Key, String> load();

    /**
     * Keeps what was learned, in place of what was kept before. Called now and then, from any thread; what it throws is
     * logged.
     *
     * @param learned at most a few kilobytes of ASCII
     */
    void save(Key key, String learned);
}
