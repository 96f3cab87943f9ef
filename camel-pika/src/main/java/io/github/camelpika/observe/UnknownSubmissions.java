package io.github.camelpika.observe;

import java.util.List;

import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.gateway.TaskIds;
import io.github.camelpika.model.Texts;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.track.JobLabel;
import io.github.camelpika.track.TaskLog;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;

/**
 * The submissions whose fate nobody knows, for a person who has looked them up at the gateway.
 */
public final class UnknownSubmissions {

    private static final int MOST_SHOWN = 1_000;
    private static final int LONGEST_REASON = 300;

    private final ComponentServices services;

    public UnknownSubmissions(ComponentServices services) {
        this.services = services;
    }

    /**
     * One line each.
     */
    public List<String> list() {
        return tracker().listUnknown(MOST_SHOWN).stream().map(this::line).toList();
    }

    private String line(TrackedTask unknown) {
        KeyScrub key = new KeyScrub(services.options().getApiKey());
        return "id=" + unknown.id()
               + ", key=" + orNone(JobLabel.key(key.scrub(unknown.claim().key())))
               + ", queue=" + orNone(unknown.queue())
               + ", gateway=" + unknown.origin().gateway()
               + ", since=" + unknown.acceptedAt()
               + ", prompt=" + orNone(JobLabel.firstWords(unknown.task().prompt()))
               + ", perhaps=" + orNone(unknown.possibleTaskId())
               + ", reason=" + orNone(Texts.brief(unknown.task().error(), LONGEST_REASON));
    }

    private static String orNone(String text) {
        return text == null ? "-" : text;
    }

    /**
     * @param  taskId                   blank if the gateway doesn't have the job
     * @throws IllegalArgumentException if there is no such submission, or that can't be a task id
     */
    public String resolve(String id, String taskId) {
        boolean gone = taskId == null || taskId.isBlank();
        boolean unknown = gone ? tracker().forgetUnknown(id) : tracker().find(id).filter(TrackedTask::isFateUnknown).isPresent();
        if (!unknown) {
            throw new IllegalArgumentException("There is no submission " + id + " whose fate is unknown: take the id from"
                                               + " unknownSubmissions");
        }
        if (gone) {
            TaskLog.resolved(id, null);
            return "Forgotten: the job may be submitted again";
        }
        String found = taskId.strip();
        if (!TaskIds.isSane(found)) {
            throw new IllegalArgumentException("The task id is not valid: it must have at most " + TaskIds.LONGEST + " printable characters and no space");
        }
        tracker().accepted(id, found);
        TaskLog.resolved(id, found);
        return "The submission is task " + found + " from now on";
    }

    private TaskTracker tracker() {
        return services.tracker();
    }
}
