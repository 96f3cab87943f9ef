package io.github.camelpika.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One life of a node, seen from outside.
 */
final class NodeProcess {

    private static final int TERMINATED = 128 + 15;

    private final NodeSettings settings;
    private final Process process;
    private final long startedAt = System.nanoTime();
    /** Of the wall clock, when it was killed from outside; 0 if it wasn't. */
    private volatile long killedAt;

    NodeProcess(NodeSettings settings) throws IOException {
        this.settings = settings;
        Files.createDirectories(settings.journal().getParent());
        Files.createDirectories(settings.log().getParent());
        Files.createFile(settings.journal());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(java, "-Xmx128m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.log.io.github.camelpika=info", "-cp", classPath,
                Node.class.getName()));
        command.addAll(settings.toArguments());
        this.process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(settings.log().toFile()).start();
    }

    String name() {
        return settings.name();
    }

    KillPlan plan() {
        return settings.plan();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<Journal.Entry> journal() {
        return Journal.read(settings.journal());
    }

    boolean isOverdue() {
        Duration after = settings.plan().after();
        return after != null && System.nanoTime() - startedAt > after.toNanos();
    }

    void kill() {
        killedAt = System.currentTimeMillis();
        process.destroyForcibly();
    }

    boolean isPaused() {
        return journal().stream().anyMatch(entry -> entry.event() == Journal.Event.PAUSED);
    }

    void goOn() {
        Signal.CONT.sendTo(process.toHandle());
    }

    /**
     * When it was killed or ended itself by its plan.
     *
     * @return 0 if it was and did neither
     */
    long diedAt() {
        return journal().stream().filter(entry -> entry.event() == Journal.Event.HALTED).findFirst()
                .map(Journal.Entry::millis).orElse(killedAt);
    }

    /**
     * Ends it as an operator does.
     */
    void askToStop() {
        // not Process.destroy, which closes the node's input first: it would take that for the end of this process
        process.toHandle().destroy();
    }

    /**
     * @return what it left undone, or null if it stopped with nothing in flight
     */
    String leftUndone() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            return name() + " did not stop within a minute";
        }
        String inFlight = journal().stream().filter(entry -> entry.event() == Journal.Event.STOPPED)
                .map(Journal.Entry::detail).findFirst().orElse("an unknown number of");
        return process.exitValue() == TERMINATED && inFlight.equals("0") ? null
                : name() + " stopped with status " + process.exitValue() + " and " + inFlight + " exchanges in flight";
    }

    int status() {
        return process.exitValue();
    }

    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    Path log() {
        return settings.log();
    }
}
