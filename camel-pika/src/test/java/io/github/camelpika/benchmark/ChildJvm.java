package io.github.camelpika.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of this class path in a process of its own, which is told and answers in lines. It is to end when its input
 * does.
 */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    ChildJvm(List<String> options, Class<?> program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = process.inputReader();
        orders = new PrintStream(process.getOutputStream(), true);
    }

    void tell(String order) {
        orders.println(order);
    }

    /**
     * Waits for the next line.
     */
    String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("A process of the benchmark has ended too early, with its reason above");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        orders.close();
        answers.close();
        process.destroy();
    }
}
