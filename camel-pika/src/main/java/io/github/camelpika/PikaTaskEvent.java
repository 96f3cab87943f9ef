package io.github.camelpika;

import java.math.BigDecimal;
import java.util.EventObject;
import java.util.Locale;

import io.github.camelpika.model.VideoTask;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;

/**
 * Reports to Camel's event notifiers what happens to a task. Notifiers are called with one event after the other, on a
 * thread of their own, so that a slow one holds nothing up; when ten thousand events are waiting for it, further events
 * are dropped, with a warning. An event may be reported twice, after a restart or by two nodes: it is meant for
 * display, not for accounting.
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
        /**
         * The gateway has accepted the job; or, with the state UNKNOWN and no task id, it is not known whether it has.
         */
        SUBMITTED,
        /** The state, the progress or the position in the queue has changed. */
        CHANGED,
        /** The task has ended, or the wait for it timed out: then its state is TIMED_OUT. */
        FINISHED,
        /** What the task cost is known now, some time after it has ended, or it is known that it never will be (Pika). */
        CHARGED
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
     * The task at the time of the event.
     */
    public VideoTask getTask() {
        return task;
    }

    /**
     * What the task cost in US dollars; null where its gateway doesn't tell, or not yet. In points: see
     * {@link VideoTask#points()}.
     */
    public BigDecimal getCost() {
        return task.billing() == null ? null : task.billing().cost(null);
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
