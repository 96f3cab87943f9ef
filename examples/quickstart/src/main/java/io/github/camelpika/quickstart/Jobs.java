package io.github.camelpika.quickstart;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;

/**
 * The bean that the route tells how each prompt is doing.
 */
public class Jobs {

    private final Map<String, Job> byPrompt = new LinkedHashMap<>();
    private final InstantSource clock;
    private final Instant start;
    private final Screen screen;
    private final Runnable whenAllEnded;

    Jobs(Prompts prompts, InstantSource clock, Screen screen, Runnable whenAllEnded) {
        prompts.names().forEach(prompt -> byPrompt.put(prompt, Job.waiting(prompt)));
        this.clock = clock;
        this.start = clock.instant();
        this.screen = screen;
        this.whenAllEnded = whenAllEnded;
        screen.open(this);
    }

    /**
     * A task that failed is left to {@link #failed}, which knows why.
     */
    public void changed(@Header(Exchange.FILE_NAME_ONLY) String prompt, @Body VideoTask task) {
        if (task.state() == TaskState.SUCCEEDED) {
            update(prompt, job -> job.at("downloading", null));
        } else if (!task.state().isEnded()) {
            update(prompt, job -> job.at(task.state().name().toLowerCase(Locale.ROOT), task.progress()));
        }
    }

    public void succeeded(@Header(Exchange.FILE_NAME_ONLY) String prompt, @Body File video,
                          @Header(PikaConstants.POINTS) Long points) {
        update(prompt, job -> job.succeeded(elapsed(), video.toPath(), points));
    }

    public void failed(@Header(Exchange.FILE_NAME_ONLY) String prompt, @ExchangeException Exception e) {
        update(prompt, job -> job.failed(elapsed(), e.getMessage() == null ? e.toString() : e.getMessage()));
    }

    /**
     * Progress comes on threads of its own, and so maybe after the end: then it is too late.
     */
    private synchronized void update(String prompt, UnaryOperator<Job> change) {
        Job job = byPrompt.get(prompt);
        if (job == null || job.isEnded()) {
            return;
        }
        Job changed = change.apply(job);
        byPrompt.put(prompt, changed);
        screen.changed(changed);
        if (byPrompt.values().stream().allMatch(Job::isEnded)) {
            whenAllEnded.run();
        }
    }

    synchronized List<Job> all() {
        return List.copyOf(byPrompt.values());
    }

    /**
     * The time since the start of the program.
     */
    Duration elapsed() {
        return Duration.between(start, clock.instant());
    }
}
