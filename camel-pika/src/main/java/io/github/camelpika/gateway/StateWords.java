package io.github.camelpika.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words one vendor has for the states of a task on its way, in any case. Those for its end are the same for all: a
 * gateway hands on what vendors say, and changes vendors. A word that is not among them is no error: the task
 * is in progress, the word is logged once, and the deadline of the wait rules.
 */
final class StateWords {

    private static final Logger LOG = LoggerFactory.getLogger(StateWords.class);
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();
    /** So that a gateway that makes up words can't fill the memory. */
    private static final int MOST_TOLD = 100;

    /** Answers of any kind have these for their status: a success is never the task's, an error only if there is a task. */
    private static final Set<String> OF_ANY_ANSWER = Set.of("success", "error", "fail");

    private static final Map<String, TaskState> ENDS = new HashMap<>();

    static {
        List.of("succeeded", "succeed", "success", "successful", "completed", "complete", "finished", "finish", "done")
                .forEach(word -> ENDS.put(word, TaskState.SUCCEEDED));
        List.of("failed", "fail", "failure", "error", "errored", "rejected", "moderated", "content_moderated", "nsfw", "blocked",
                "banned", "timeout", "timed_out", "expired", "aborted").forEach(word -> ENDS.put(word, TaskState.FAILED));
        List.of("cancelled", "canceled", "cancel", "revoked", "deleted")
                .forEach(word -> ENDS.put(word, TaskState.CANCELLED));
    }

    /** As in TASK_STATUS_SUCCEED. */
    private static final Pattern PREFIX = Pattern.compile("^(?:task_|job_)?(?:status|state)_");

    private final String vendor;
    private final Map<String, TaskState> states = new HashMap<>(ENDS);

    StateWords(String vendor) {
        this.vendor = vendor;
    }

    StateWords with(TaskState state, String... words) {
        for (String word : words) {
            states.put(plain(word), state);
        }
        return this;
    }

    /**
     * The state that the word means; null for no word at all.
     */
    TaskState read(String word) {
        if (word == null) {
            return null;
        }
        TaskState state = states.get(plain(word));
        if (state == null) {
            tellOnce(word);
            return TaskState.RUNNING;
        }
        return state;
    }

    /**
     * Whether the word is one of this vendor's.
     */
    boolean knows(String word) {
        return word != null && states.containsKey(plain(word));
    }

    /**
     * Whether the word may tell of the answer instead of the task.
     */
    static boolean isOfAnyAnswer(String word) {
        return word != null && OF_ANY_ANSWER.contains(word.strip().toLowerCase(Locale.ROOT));
    }

    private static String plain(String word) {
        return PREFIX.matcher(word.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_')).replaceFirst("");
    }

    private void tellOnce(String word) {
        String told = Texts.clean(word);
        if (TOLD.size() < MOST_TOLD && TOLD.add(vendor + ' ' + told)) {
            LOG.warn("{} answers with the unknown state '{}', which counts as in progress until the wait times out. Logged once.",
                    vendor, told);
        }
    }
}
