package io.github.camelpika;

import io.github.camelpika.gateway.TaskIds;
import io.github.camelpika.model.VideoTask;
import org.apache.camel.Message;

/**
 * What to download: an address, or a task whose address must be asked for first.
 *
 * @param taskId null where only an address is known
 * @param url    null where only a task is known
 */
record DownloadSource(String taskId, String url) {

    /**
     * Finds it in a message: a {@link VideoTask} as the body comes first, as it can't be left over from an earlier step;
     * then the header with the address, the header with the task id, and a body that is an address or a task id.
     *
     * @throws PikaException if there is none
     */
    static DownloadSource of(Message message, String gateway) {
        if (message.getBody() instanceof VideoTask task) {
            return of(task, gateway);
        }
        String headerId = message.getHeader(PikaConstants.TASK_ID, String.class);
        String url = message.getHeader(PikaConstants.VIDEO_URL, String.class);
        if (url != null && !url.isBlank()) {
            return new DownloadSource(headerId, url.strip());
        }
        if (headerId == null && message.getBody() instanceof CharSequence text && text.toString().contains("://")) {
            return new DownloadSource(null, text.toString().strip());
        }
        return new DownloadSource(TaskReference.of(message, null, gateway), null);
    }

    private static DownloadSource of(VideoTask task, String gateway) {
        String url = task.video() == null ? null : task.video().url();
        if (url == null && (task.taskId() == null || !TaskIds.isSane(task.taskId()))) {
            throw new PikaException("The task in the body has no task id, so nobody can be asked where its file is", null);
        }
        if (url == null && !task.gateway().equals(gateway)) {
            throw new PikaException("Task " + task.taskId() + " is with the gateway " + task.gateway() + ", but this"
                                    + " endpoint asks " + gateway + ": use an endpoint with gateway=" + task.gateway(),
                    task.taskId());
        }
        return new DownloadSource(task.taskId(), url);
    }
}
