package io.github.camelpika.runtime;

import io.github.camelpika.model.VideoTask;
import io.github.camelpika.track.TaskTracker;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task with a key that its exchange itself waits for. No queue sees its end, so the wait has to tell it.
 *
 * @param tracker that keeps the key
 * @param id      of the submission
 * @param taskId  the gateway's
 */
public record InlineTask(TaskTracker tracker, String id, String taskId) {

    private static final Logger LOG = LoggerFactory.getLogger(InlineTask.class);
    private static final String PROPERTY = "CamelPikaInlineTask:";

    public void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY + taskId, this);
    }

    public static boolean isOn(Exchange exchange, String taskId) {
        return exchange.getProperty(PROPERTY + taskId) instanceof InlineTask;
    }

    /**
     * Tells the tracker, if the task is one of this exchange's. May block.
     */
    public static void ended(Exchange exchange, VideoTask task) {
        if (exchange.removeProperty(PROPERTY + task.taskId()) instanceof InlineTask inline) {
            try {
                inline.tracker.ended(inline.id, task);
            } catch (Throwable e) {
                // the exchange is to know its task all the same
                LOG.warn("The task tracker could not record that task {} has ended, so its key is kept a day longer: {}",
                        task.taskId(), e.toString());
            }
        }
    }
}
