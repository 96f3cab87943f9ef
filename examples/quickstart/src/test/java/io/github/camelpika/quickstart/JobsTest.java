package io.github.camelpika.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.model.TaskState;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JobsTest {

    private final AtomicInteger ends = new AtomicInteger();
    private final Jobs jobs = new Jobs(new Prompts(List.of("a.txt", "b.txt")), InstantSource.fixed(Instant.EPOCH),
            new LineScreen(new PrintStream(new ByteArrayOutputStream())), ends::incrementAndGet);

    @Test
    void endIsToldOnceWhenTheLastJobHasEnded() {
        jobs.succeeded("a.txt", new File("/videos/a.mp4"), 400L);
        jobs.succeeded("a.txt", new File("/videos/a.mp4"), 400L);
        assertThat(ends).hasValue(0);

        jobs.failed("b.txt", new IllegalStateException("no credit"));
        jobs.failed("b.txt", new IllegalStateException("no credit"));
        assertThat(ends).hasValue(1);
    }

    @Test
    void progressThatComesLateChangesNothing() {
        jobs.failed("a.txt", new IllegalStateException("no credit"));

        jobs.changed("a.txt", VideoTask.of("1", "vapi", TaskState.RUNNING));

        assertThat(jobs.all().get(0).failure()).isEqualTo("no credit");
    }
}
