package io.github.camelpika.rivals;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A program of this class path in a process of its own, which is told and answers in lines.
 */
final class ChildJvm implements AutoCloseable {

    private final File log;
    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;
    private Thread reader;

    ChildJvm(File log, Class<?> program, List<String> arguments) throws IOException {
        this.log = log;
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "-XX:+UseSerialGC", "-Dsun.net.httpserver.nodelay=true", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.io.github.camelpika.track=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true", "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log)).start();
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    void tell(String order) {
        orders.println(order);
    }

    String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException(this + " has ended too early");
        }
        return line;
    }

    /**
     * Gives all further lines to the listener, to the last one that a killed process wrote.
     */
    void listen(Consumer<String> listener) {
        reader = new Thread(() -> answers.lines().forEach(listener));
        reader.setDaemon(true);
        reader.start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public String toString() {
        return "The process that writes to " + log;
    }

    /**
     * Kills it, and returns when its last line was read.
     */
    @Override
    public void close() throws InterruptedException {
        // not Process.destroyForcibly, which closes what it wrote as well
        process.toHandle().destroyForcibly();
        process.waitFor();
        if (reader != null) {
            reader.join();
        }
    }
}
