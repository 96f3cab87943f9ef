package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What a task at fal has come to. */
final class FalResults {

    private final Function<SimTask, MediaLinks> links;
    private final ToLongFunction<SimTask> fileSize;
    private final FalErrors errors;

    FalResults(Function<SimTask, MediaLinks> links, ToLongFunction<SimTask> fileSize, FalErrors errors) {
        this.links = links;
        this.fileSize = fileSize;
        this.errors = errors;
    }

    JsonNode output(SimTask task) {
        var json = Json.object();
        json.putObject("video")
                .put("url", links.apply(task).video())
                .put("content_type", "video/mp4")
                .put("file_name", "output.mp4")
                .put("file_size", fileSize.applyAsLong(task));
        return json;
    }

    Reply reply(SimTask task) {
        Reply reply = !task.state().isEnd()
                ? errors.stillInProgress()
                : FalFailure.of(task).map(FalFailure::reply).orElseGet(() -> succeeded(task));
        return reply.with("x-fal-request-id", task.id());
    }

    private Reply succeeded(SimTask task) {
        return Reply.json(200, output(task))
                .with("X-Fal-Billable-Units", Long.toString(FalModels.billableUnits(task.request())));
    }
}
