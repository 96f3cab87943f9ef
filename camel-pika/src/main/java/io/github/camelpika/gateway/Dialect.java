package io.github.camelpika.gateway;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.VideoTask;

/**
 * How a gateway's requests are written and its answers read. No I/O, no state.
 */
public interface Dialect {

    /**
     * The call that submits a job. The request has passed {@link #problems}.
     */
    ApiCall create(GenerateRequest request);

    /**
     * The call that asks how a task is.
     */
    ApiCall query(String taskId);

    /**
     * What this dialect can't express, each in a sentence that names the option, the value and the way out.
     */
    List<String> problems(GenerateRequest request);

    /**
     * Options of the request that this dialect has no field for, and that are left out.
     */
    List<String> leftOut(GenerateRequest request);

    /**
     * Whether a request can carry a callback URL.
     */
    boolean takesCallbacks();

    /**
     * Whether a task that has ended tells what it cost.
     */
    boolean tellsPoints();

    /**
     * Whether it is documented that a {@code code} other than that of success is an error, also with HTTP 200.
     */
    boolean codeTellsErrors();

    /**
     * The task id in the answer to a create call, if it is where the documentation has it.
     */
    Optional<String> taskId(JsonNode answer);

    /**
     * The task in the answer to a query, or empty if the answer has none.
     */
    Optional<VideoTask> task(JsonNode answer, Asked asked);
}
