package io.github.camelpika.observe.board;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.gateway.Cancellation;
import io.github.camelpika.gateway.Json;
import io.github.camelpika.gateway.Reply;
import io.github.camelpika.model.Texts;
import io.github.camelpika.observe.UnknownSubmissions;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import io.github.camelpika.wait.GatewayAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person does with a task from the board: asks after it now, sends it again, forgets it, has it cancelled, or says what
 * became of a submission whose fate is unknown.
 */
final class BoardActions {

    private static final Logger LOG = LoggerFactory.getLogger(BoardActions.class);
    private static final int LARGEST = 4_096;

    private final List<ComponentServices> components;

    BoardActions(List<ComponentServices> components) {
        this.components = components;
    }

    /**
     * @param text of the request, as JSON
     * @param then told the answer, perhaps before this returns
     */
    void run(String text, Consumer<BoardReply> then) {
        JsonNode wish;
        try {
            wish = text == null || text.length() > LARGEST ? Json.read("{}") : Json.read(text);
        } catch (JsonProcessingException e) {
            then.accept(BoardReply.refusal(400, "The request is no JSON."));
            return;
        }
        String name = wish.path("component").asText();
        Optional<ComponentServices> component = components.stream().filter(each -> each.name().equals(name)).findFirst();
        if (component.isEmpty()) {
            then.accept(BoardReply.refusal(404, "There is no component of that name."));
            return;
        }
        try {
            run(component.get(), wish.path("action").asText(), wish.path("id").asText(), wish.path("taskId").asText(), then);
        } catch (IllegalArgumentException e) {
            then.accept(BoardReply.refusal(400, Texts.clean(e.getMessage())));
        }
    }

    private void run(ComponentServices component, String action, String id, String taskId, Consumer<BoardReply> then) {
        TaskTracker tracker = component.tracker();
        switch (action) {
            case "ask" -> then.accept(done(action, id, taskId, id.isEmpty()
                    ? component.runtime().waiter().askNow(taskId) : tracker.askNow(id), "It is asked after as soon as the rate limit allows."));
            case "again" -> then.accept(done(action, id, taskId, tracker.sendAgain(id), "It is delivered to its route again."));
            case "forget" -> then.accept(done(action, id, taskId, tracker.forget(id), "Forgotten. The gateway goes on with it."));
            case "resolve" -> {
                String said = new UnknownSubmissions(component).resolve(id, taskId);
                then.accept(done(action, id, taskId, true, said));
            }
            case "cancel" -> cancel(component, id, taskId, then);
            default -> then.accept(BoardReply.refusal(400, "There is no such action."));
        }
    }

    private static BoardReply done(String action, String id, String taskId, boolean done, String said) {
        if (!done) {
            return BoardReply.refusal(409, "Nothing was done: the task is gone, or is no longer where that can be done.");
        }
        LOG.info("By the board: {} of submission {}, task {}", Texts.clean(action), Texts.clean(id), Texts.clean(taskId));
        return BoardReply.json(Map.of("said", said));
    }

    private void cancel(ComponentServices component, String id, String taskId, Consumer<BoardReply> then) {
        Optional<TrackedTask> tracked = id.isEmpty() ? Optional.empty() : component.tracker().find(id);
        String theirs = tracked.map(task -> task.task().taskId()).orElse(taskId);
        Optional<GatewayAccess> access = tracked.isPresent() ? component.accessTo(tracked.get().origin())
                : component.runtime().waiter().snapshots(Integer.MAX_VALUE).stream().filter(wait -> wait.taskId().equals(taskId))
                        .findFirst().flatMap(wait -> component.runtime().accesses().stream()
                                .filter(each -> each.gateway().name().equals(wait.gateway())).findFirst());
        if (access.isEmpty() || theirs == null || !access.get().gateway().dialect().cancels()) {
            then.accept(BoardReply.refusal(409, "Nothing was done: this gateway can't cancel a task, or there is no key to ask it with."));
            return;
        }
        access.get().cancel(theirs, reply -> then.accept(reply instanceof Reply.Said<Cancellation> said
                ? done("cancel", id, theirs, true, "The gateway says: " + said.what())
                : BoardReply.refusal(502, "The gateway could not be asked: " + ((Reply.Failed<Cancellation>) reply).error().describe())));
    }
}
