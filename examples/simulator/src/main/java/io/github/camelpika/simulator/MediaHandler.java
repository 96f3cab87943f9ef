package io.github.camelpika.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** Everything under /cdn/{taskId}/: there once the task has succeeded. */
final class MediaHandler implements HttpHandler {

    private final InstantSource clock;
    private final TaskBook tasks;
    private final Cdn cdn;
    private final Faults faults;
    private final VideoFaults videoFaults;
    private final RequestLog log;

    MediaHandler(InstantSource clock, TaskBook tasks, Cdn cdn, Faults faults, RequestLog log) {
        this.clock = clock;
        this.tasks = tasks;
        this.cdn = cdn;
        this.faults = faults;
        this.videoFaults = new VideoFaults(faults);
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = Call.read(exchange, clock.instant());
        answer(call).send(exchange);
    }

    private Answer answer(Call call) {
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            return Reply.plain(405, "Method Not Allowed").with("Allow", "GET, HEAD");
        }
        String[] segments = call.path().split("/", -1);
        if (segments.length != 4) {
            return notFound();
        }
        return segments[3].endsWith(".mp4")
                ? video(call, segments[2])
                : still(call, segments[2], segments[3]);
    }

    private Answer video(Call call, String taskId) {
        Fault fault = faults.draw(Operation.VIDEO).orElse(null);
        Answer answer = videoFaults.apply(fault, () -> finished(taskId)
                .map(task -> video(call, task, fault))
                .orElseGet(MediaHandler::notFound));
        if (fault == Fault.VIDEO_EXPIRED_UNTIL_ASKED) {
            finished(taskId).ifPresent(cdn::expire);
        }
        if (fault == Fault.VIDEO_EXPIRED_FOR_GOOD) {
            finished(taskId).ifPresent(cdn::expireForGood);
        }
        log.add(call.recorded(Operation.VIDEO, "cdn", new Outcome(answer, taskId), fault));
        return answer;
    }

    private Reply video(Call call, SimTask task, Fault fault) {
        if (!cdn.isServed(task, call.parameter("fresh"), call.at())) {
            return Reply.plain(403, "Request has expired");
        }
        if (fault == Fault.VIDEO_CHANGED) {
            cdn.change(task.id());
        }
        if (fault == Fault.VIDEO_REPLACED) {
            cdn.replace(task);
        }
        Content content = cdn.content(task);
        return ContentReply.of(fault == Fault.VIDEO_SHIFTED ? call.askingOneLater() : call, content, "video/mp4");
    }

    private Answer still(Call call, String taskId, String fileName) {
        Optional<Still> still = Still.named(fileName).filter(named -> finished(taskId).isPresent());
        return still.isPresent() ? ContentReply.of(call, still.get().content(), "image/jpeg") : notFound();
    }

    private Optional<SimTask> finished(String taskId) {
        return tasks.find(taskId).filter(task -> task.state() == TaskState.SUCCEEDED);
    }

    private static Reply notFound() {
        return Reply.plain(404, "Not Found");
    }
}
