package io.github.camelpika.batch;

import java.io.FileNotFoundException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/**
 * Runs the routes in {@code camel/} until every row of the table has its line in the result.
 */
public final class Batch {

    /** Every row has its line. A video that failed is a line like any other. */
    static final int DONE = 0;
    /** Some row has none. */
    static final int INCOMPLETE = 1;
    /** Nothing was submitted. */
    static final int NOT_STARTED = 2;

    private final Map<String, String> environment;
    private final Properties properties = new Properties();
    private final PrintStream out;

    /**
     * @param environment whether there is a key, and for which gateway
     * @param properties  come before those in application.properties
     */
    Batch(Map<String, String> environment, Map<String, String> properties, PrintStream out) {
        this.environment = environment;
        this.properties.putAll(properties);
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(new Batch(System.getenv(), Map.of(), System.out).run());
    }

    /**
     * @return what the process is to exit with
     */
    int run() {
        try {
            boolean hasKey = !environment.getOrDefault("PIKA_API_KEY", "").isBlank();
            return hasKey ? withKey() : withSimulator();
        } catch (Exception e) {
            return notStarted(e);
        }
    }

    private int withKey() throws Exception {
        out.println("PIKA_API_KEY is set: the jobs go to " + environment.getOrDefault("PIKA_GATEWAY", "cometapi")
                    + ", which charges for them.");
        return runRoutes();
    }

    private int withSimulator() throws Exception {
        try (SimulatedGateway gateway = new SimulatedGateway(environment.get("PIKA_GATEWAY"))) {
            out.println(gateway.greeting());
            gateway.properties().forEach(properties::putIfAbsent);
            return runRoutes();
        }
    }

    private int runRoutes() throws Exception {
        Main camel = new Main();
        camel.setOverrideProperties(properties);
        camel.init();
        try {
            checkInput(camel.getCamelContext());
            Results results = Results.in(path(camel.getCamelContext(), "{{batch.output}}"));
            Ledger ledger = new Ledger(camel::completed);
            camel.bind("results", results);
            camel.bind("ledger", ledger);
            camel.bind("tries", new Tries());
            camel.run();
            return ledger.problem() == null ? end(ledger, results) : notStarted(ledger.problem());
        } finally {
            camel.stop();
        }
    }

    /**
     * The route would wait for the file for ever.
     */
    private static void checkInput(CamelContext context) throws FileNotFoundException {
        Path input = path(context, "{{batch.input-directory}}/{{batch.input-file}}");
        if (!Files.isReadable(input)) {
            throw new FileNotFoundException("there is no table of prompts at " + input.toAbsolutePath().normalize());
        }
    }

    private static Path path(CamelContext context, String text) {
        return Path.of(context.resolvePropertyPlaceholders(text));
    }

    private int end(Ledger ledger, Results results) {
        out.println();
        out.print(Summary.of(ledger.lines()));
        out.println("Each row is in " + results.table());
        if (ledger.open().isEmpty()) {
            return DONE;
        }
        out.println("Rows without a line: " + ledger.open());
        return INCOMPLETE;
    }

    private int notStarted(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        out.println("The batch did not start: " + root.getMessage());
        return NOT_STARTED;
    }
}
