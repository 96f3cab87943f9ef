package io.github.camelpika.durable;

import java.io.FileNotFoundException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/**
 * Runs the routes in {@code camel/} until every row of the table has its line. Killed at any moment, it goes on where it
 * was at the next start.
 */
public final class Durable {

    /** Every row has its line. */
    static final int DONE = 0;
    /** Some row has none, and gets it in another run. */
    static final int INCOMPLETE = 1;
    /** Nothing was submitted. */
    static final int NOT_STARTED = 2;

    private final Properties properties = new Properties();
    private final PrintStream out;

    /**
     * @param properties come before those in application.properties
     */
    Durable(Map<String, String> properties, PrintStream out) {
        this.properties.putAll(properties);
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(new Durable(Map.of(), System.out).run());
    }

    /**
     * @return what the process is to exit with
     */
    int run() {
        Main camel = new Main();
        camel.setOverrideProperties(properties);
        try {
            camel.init();
            checkInput(camel.getCamelContext());
            Results results = Results.in(path(camel.getCamelContext(), "{{durable.output}}"));
            Ledger ledger = new Ledger(results.rows(), camel::completed);
            camel.bind("ledger", ledger);
            camel.bind("written", results.written());
            camel.run();
            out.print(ledger.summary());
            out.println("The lines are in " + results.table());
            return ledger.isComplete() ? DONE : INCOMPLETE;
        } catch (Exception e) {
            out.println("Nothing was submitted: " + root(e).getMessage());
            return NOT_STARTED;
        } finally {
            camel.stop();
        }
    }

    /**
     * The route would wait for the file for ever.
     */
    private static void checkInput(CamelContext context) throws FileNotFoundException {
        Path input = path(context, "{{durable.input-directory}}/{{durable.input-file}}");
        if (!Files.isReadable(input)) {
            throw new FileNotFoundException("there is no table of prompts at " + input.toAbsolutePath().normalize());
        }
    }

    private static Path path(CamelContext context, String text) {
        return Path.of(context.resolvePropertyPlaceholders(text));
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }
}
