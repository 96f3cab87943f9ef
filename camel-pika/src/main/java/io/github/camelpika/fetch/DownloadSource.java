package io.github.camelpika.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaDownloadException;
import io.github.camelpika.PikaException;
import io.github.camelpika.gateway.TaskIds;
import io.github.camelpika.model.Artifact;
import io.github.camelpika.model.Video;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.runtime.TaskReference;
import org.apache.camel.Message;

/**
 * What to download: addresses, or a task whose addresses must be asked for first.
 *
 * @param taskId   null where only an address is known
 * @param isOurs   whether this endpoint's gateway is the one to ask for the task
 * @param urls     empty where only a task is known
 * @param fileSize how many bytes the video has, or null where nobody tells
 * @param since    when the task succeeded, or null where nobody tells
 */
public record DownloadSource(String taskId, boolean isOurs, Map<Artifact, String> urls, Long fileSize, Instant since) {

    private static final Map<Artifact, String> HEADERS = Map.of(Artifact.video, PikaConstants.VIDEO_URL,
            Artifact.sharing, PikaConstants.SHARING_URL, Artifact.poster, PikaConstants.POSTER_URL,
            Artifact.thumbnail, PikaConstants.THUMBNAIL_URL, Artifact.lastFrame, PikaConstants.LAST_FRAME_URL);

    /**
     * What the option {@code artifact} names.
     *
     * @throws IllegalArgumentException if it names anything else, or something twice
     */
    public static List<Artifact> artifacts(String option) {
        String[] names = String.valueOf(option).strip().split("\\s*,\\s*", -1);
        List<Artifact> artifacts = Arrays.stream(Artifact.values())
                .filter(artifact -> List.of(names).contains(artifact.name())).toList();
        if (artifacts.size() != names.length) {
            throw new IllegalArgumentException("unknown artifact '" + option + "': use one or more of "
                                               + Arrays.toString(Artifact.values()) + ", separated by commas");
        }
        return artifacts;
    }

    /**
     * Finds it in a message: a {@link VideoTask} as the body comes first, as it can't be left over from an earlier step;
     * then the headers with the addresses, the header with the task id, and a body that is an address or a task id.
     *
     * @throws PikaException if there is none
     */
    static DownloadSource of(Message message, String gateway, List<Artifact> wanted) {
        if (message.getBody() instanceof VideoTask task) {
            return of(task, gateway, wanted);
        }
        String headerId = message.getHeader(PikaConstants.TASK_ID, String.class);
        Map<Artifact, String> urls = urls(wanted, artifact -> {
            String url = message.getHeader(HEADERS.get(artifact), String.class);
            return url == null || url.isBlank() ? null : url.strip();
        });
        if (urls.size() == wanted.size()) {
            String theirs = message.getHeader(PikaConstants.GATEWAY, String.class);
            return new DownloadSource(headerId, theirs == null || theirs.equals(gateway), urls, null, null);
        }
        if (headerId == null && wanted.size() == 1
            && message.getBody() instanceof CharSequence text && text.toString().contains("://")) {
            return new DownloadSource(null, false, Map.of(wanted.get(0), text.toString().strip()), null, null);
        }
        return new DownloadSource(TaskReference.of(message, null, gateway), true, Map.of(), null, null);
    }

    private static DownloadSource of(VideoTask task, String gateway, List<Artifact> wanted) {
        Map<Artifact, String> urls = task.video() == null ? Map.of() : urlsIn(task.video(), wanted);
        if (urls.size() == wanted.size()) {
            return new DownloadSource(task.taskId(), task.gateway().equals(gateway), urls, task.video().fileSize(), task.updatedAt());
        }
        if (task.taskId() == null || !TaskIds.isSane(task.taskId())) {
            throw new PikaException("The task in the body has no task id, so no gateway can be asked where its file is", null);
        }
        if (!task.gateway().equals(gateway)) {
            throw new PikaException("Task " + task.taskId() + " belongs to the gateway " + task.gateway() + ", but"
                    + " this endpoint uses " + gateway + ": use an endpoint with gateway=" + task.gateway(),
                    task.taskId());
        }
        return new DownloadSource(task.taskId(), true, Map.of(), null, task.updatedAt());
    }

    /**
     * The same with what the gateway answered.
     *
     * @throws PikaDownloadException if the task has no such file
     */
    DownloadSource with(Video video, List<Artifact> wanted) {
        Map<Artifact, String> found = urlsIn(video, wanted);
        for (Artifact artifact : wanted) {
            if (!found.containsKey(artifact)) {
                throw new PikaDownloadException("Task " + taskId + " has no " + artifact + ", or its gateway doesn't"
                        + " say where it is", taskId);
            }
        }
        return new DownloadSource(taskId, true, found, video.fileSize(), since);
    }

    /**
     * Whether the gateway can be asked for fresh addresses.
     */
    boolean canBeAskedAgain() {
        return isOurs && taskId != null && TaskIds.isSane(taskId);
    }

    /**
     * How many bytes a file must have, or null where nobody tells.
     */
    Long sizeOf(Artifact artifact) {
        return artifact == Artifact.video ? fileSize : null;
    }

    /**
     * How much is left of a time that began when the task succeeded: all of it where nobody knows when that was.
     */
    Duration timeLeft(Duration whole, Instant now) {
        if (since == null || since.isAfter(now)) {
            return whole;
        }
        Duration left = whole.minus(Duration.between(since, now));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private interface Finder {
        String find(Artifact artifact);
    }

    private static Map<Artifact, String> urlsIn(Video video, List<Artifact> wanted) {
        return urls(wanted, artifact -> artifact.urlIn(video));
    }

    private static Map<Artifact, String> urls(List<Artifact> wanted, Finder finder) {
        Map<Artifact, String> urls = new EnumMap<>(Artifact.class);
        wanted.stream().filter(artifact -> Objects.nonNull(finder.find(artifact)))
                .forEach(artifact -> urls.put(artifact, finder.find(artifact)));
        return urls;
    }
}
