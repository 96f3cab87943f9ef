package io.github.camelpika;

import java.util.EventObject;
import java.util.Locale;

import io.github.camelpika.model.VideoTask;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;

/**
 * Tells Camel's event notifiers what happens to a task. Notifiers are called one event after the other, on a thread of
 * their own, so that a slow one holds nothing up; while ten thousand events wait for it, further ones are dropped, with a
 * warning. An event may come twice, after a restart or from two nodes: it is for eyes, not for bookkeeping.
 */
public final class PikaTaskEvent extends EventObject implements CamelEvent.CamelContextEvent {

    private static final long serialVersionUID = 1L;

    private final transient VideoTask task;
    private final What what;
    private long timestamp;

    /**
     * What happened.
     */
    public enum What {
        /** The gateway has the job; or, with state UNKNOWN and no task id, nobody knows whether it has. */
        SUBMITTED,
        /** State, progress or the place in the queue is not what it was. */
        CHANGED,
        /** The task has ended, or was waited for in vain: then its state is TIMED_OUT. */
        FINISHED
    }

    public PikaTaskEvent(CamelContext context, What what, VideoTask task) {
        super(context);
        this.what = what;
        this.task = task;
    }

    public What getWhat() {
        return what;
    }

    /**
     * The task as it was then.
     */
    public VideoTask getTask() {
        return task;
    }

    @Override
    public CamelContext getContext() {
        return (CamelContext) getSource();
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        return "Pika task " + task.taskId() + " at " + task.gateway() + " " + what.name().toLowerCase(Locale.ROOT) + ": "
               + task.state() + (task.progress() == null ? "" : " " + task.progress() + "%")
               + (task.queuePosition() == null ? "" : " behind " + task.queuePosition());
    }
}
