package io.github.camelpika.quickstart;

import java.io.PrintStream;

/**
 * A line for each change, for logs and for terminals that can't do better.
 */
final class LineScreen implements Screen {

    private final PrintStream out;
    private Jobs jobs;

    LineScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public void open(Jobs theJobs) {
        jobs = theJobs;
    }

    @Override
    public void changed(Job job) {
        out.println(job.line(jobs.elapsed()));
    }

    @Override
    public void close() {
        out.flush();
    }
}
