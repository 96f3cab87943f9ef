package io.github.camelpika.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A line for each job, written again in place, so that the seconds are seen to pass.
 */
final class TerminalScreen implements Screen {

    private static final long REDRAW_MILLIS = 200;
    /** A line that wraps would be two, and the next drawing would start too low. */
    private static final int WIDTH = 79;
    private static final String UP = "\033[%dA";
    private static final String CLEAR_TO_END_OF_LINE = "\033[K";

    private final PrintStream out;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(TerminalScreen::daemon);
    private Jobs jobs;
    private boolean closed;

    TerminalScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public void open(Jobs theJobs) {
        jobs = theJobs;
        out.print("\n".repeat(jobs.all().size()));
        ticks.scheduleWithFixedDelay(this::draw, 0, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void changed(Job job) {
        ticks.execute(this::draw);
    }

    private synchronized void draw() {
        if (closed) {
            return;
        }
        List<Job> all = jobs.all();
        Duration now = jobs.elapsed();
        StringBuilder text = new StringBuilder(String.format(UP, all.size()));
        for (Job job : all) {
            String line = job.line(now);
            text.append(line, 0, Math.min(line.length(), WIDTH)).append(CLEAR_TO_END_OF_LINE).append('\n');
        }
        out.print(text);
        out.flush();
    }

    @Override
    public void close() {
        draw();
        synchronized (this) {
            closed = true;
        }
        ticks.shutdownNow();
    }

    private static Thread daemon(Runnable ticking) {
        Thread thread = new Thread(ticking, "terminal");
        thread.setDaemon(true);
        return thread;
    }
}
