package io.github.camelpika.simulator;

/**
 * What became of a request.
 *
 * @param taskId the task that it created or was about, or null
 */
record Outcome(Answer answer, String taskId) {

    static Outcome refused(Answer answer) {
        return new Outcome(answer, null);
    }

    Outcome answeredWith(Answer other) {
        return new Outcome(other, taskId);
    }
}
