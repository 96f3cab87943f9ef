package io.github.camelpika.observe;

import java.util.List;
import java.util.Map;

import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.track.Sha256;
import io.github.camelpika.track.TrackedTask;

/**
 * {@code command=resolve} of the dev console: a person tells, from a shell, what became of a submission whose fate was
 * unknown. Camel's management server takes these by GET, which a page of somebody else in a browser may send as well; so
 * the command needs a code that only the console shows, and that is good for what is shown there and for nothing later.
 */
final class ResolveCommand {

    private static final String COMMAND = "command";
    private static final String NAME = "resolve";
    private static final String USAGE = "command=resolve needs the id and the confirm of a submission that the"
            + " console shows as unknown, and either taskId=<the task at the gateway> or, if the gateway doesn't have"
            + " the job, accepted=false; command=cost reports what tasks cost";
    private static final int CODE_LENGTH = 12;

    private final List<ComponentServices> components;

    ResolveCommand(List<ComponentServices> components) {
        this.components = components;
    }

    static boolean isIn(Map<String, Object> options) {
        return options.get(COMMAND) != null;
    }

    /**
     * What the console shows beside a submission. It comes from what nobody else is shown, is the same on all nodes, and
     * another one after the job was posted again.
     */
    static String confirmation(TrackedTask unknown) {
        return Sha256.of("resolve " + unknown.claim().owner()).substring(0, CODE_LENGTH);
    }

    /**
     * @return                          what was done
     * @throws IllegalArgumentException if nothing was, with the way out
     */
    String run(Map<String, Object> options) {
        String id = text(options, "id");
        String taskId = text(options, "taskId");
        boolean notAccepted = "false".equals(text(options, "accepted"));
        if (!NAME.equals(text(options, COMMAND)) || id.isEmpty() || notAccepted != taskId.isEmpty()) {
            throw new IllegalArgumentException("Nothing was done: " + USAGE);
        }
        for (ComponentServices component : components) {
            TrackedTask unknown = component.tracker().find(id).filter(TrackedTask::isFateUnknown).orElse(null);
            if (unknown != null && confirmation(unknown).equals(text(options, "confirm"))) {
                return new UnknownSubmissions(component).resolve(id, taskId);
            }
        }
        throw new IllegalArgumentException("Nothing was done: there is no submission with this id and confirm whose fate is"
                                           + " unknown. Take both from the current output of the console");
    }

    private static String text(Map<String, Object> options, String name) {
        Object value = options.get(name);
        return value == null ? "" : value.toString().strip();
    }
}
