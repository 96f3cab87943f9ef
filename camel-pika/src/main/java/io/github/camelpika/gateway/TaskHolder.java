package io.github.camelpika.gateway;

import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Finds the task in an answer that has it in an envelope, or in a list with others.
 */
final class TaskHolder {

    /** Where those who put an answer into their own put it. */
    private static final String[] HOLDERS = { "data", "result", "response", "task", "job", "generation", "tasks", "results", "items" };
    private static final String[] STATES = { "state", "status", "task_status" };
    private static final String[] IDS = { "id", "task_id", "taskId" };
    private static final int DEEPEST = 3;

    private TaskHolder() {
    }

    /**
     * The answer, or the object within it, that has a state and is about this task; empty if there is none.
     */
    static Optional<JsonNode> in(JsonNode answer, String taskId) {
        boolean vague = StateWords.isOfAnyAnswer(Json.text(answer, STATES));
        return isTask(answer, taskId) && !vague ? Optional.of(answer) : in(answer, taskId, 0);
    }

    private static Optional<JsonNode> in(JsonNode node, String taskId, int depth) {
        if (depth > DEEPEST || !node.isObject()) {
            return Optional.empty();
        }
        return Stream.of(HOLDERS).map(node::path).map(held -> held.isArray() ? mine(held, taskId) : held)
                .flatMap(held -> (isTask(held, taskId) ? Optional.of(held) : in(held, taskId, depth + 1)).stream())
                .findFirst();
    }

    /**
     * Whether an object tells the state of this task, under its id.
     */
    static boolean isTask(JsonNode node, String taskId) {
        return isNamed(node, taskId) && (Json.text(node, STATES) != null || node.path("videos").isContainerNode());
    }

    /**
     * Whether an object has this task's id for its own.
     */
    static boolean isNamed(JsonNode node, String taskId) {
        return Stream.of(IDS).anyMatch(id -> node.path(id).asText().strip().equals(taskId));
    }

    /**
     * Of a list the one that names the task, else the first.
     */
    static JsonNode mine(JsonNode list, String taskId) {
        for (JsonNode item : list) {
            if (TaskIdSearch.names(item, taskId)) {
                return item;
            }
        }
        return list.path(0);
    }
}
