package io.github.camelpika.quickstart;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/**
 * Runs the route in {@code camel/quickstart.camel.yaml} until every prompt has become a video or has failed.
 */
public final class Quickstart {

    /** Every prompt has its video. */
    static final int DONE = 0;
    /** Some prompt has none. */
    static final int SOME_FAILED = 1;
    /** Nothing was tried. */
    static final int NOT_STARTED = 2;

    /** The component's own limits, half an hour each to get in, to wait and to download, end every job earlier. */
    private static final int LONGEST_SECONDS = 2 * 60 * 60;

    private final Map<String, String> environment;
    private final Properties properties = new Properties();
    private final PrintStream out;
    private final boolean terminal;

    /**
     * @param environment whether there is a key, and for which gateway
     * @param properties  come before those in application.properties
     * @param terminal    whether lines can be written again in place
     */
    Quickstart(Map<String, String> environment, Map<String, String> properties, PrintStream out, boolean terminal) {
        this.environment = environment;
        this.properties.putAll(properties);
        this.out = out;
        this.terminal = terminal;
    }

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        boolean terminal = System.console() != null && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        CountDownLatch told = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(told)));
        int exit = new Quickstart(environment, Map.of(), System.out, terminal).run();
        told.countDown();
        System.exit(exit);
    }

    /**
     * After Ctrl-C Camel ends all waits; their task ids are worth money, so they are to be told before the JVM is gone.
     */
    private static void await(CountDownLatch told) {
        try {
            told.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * @return what the process is to exit with
     */
    int run() {
        try {
            boolean hasKey = !environment.getOrDefault("PIKA_API_KEY", "").isBlank();
            return hasKey ? withKey() : withSimulator();
        } catch (Exception e) {
            out.println("The quickstart did not start: " + rootOf(e).getMessage());
            return NOT_STARTED;
        }
    }

    private int withKey() throws Exception {
        out.println("PIKA_API_KEY is set: the jobs go to " + environment.getOrDefault("PIKA_GATEWAY", "cometapi")
                    + ", which charges for them.");
        return runRoute();
    }

    private int withSimulator() throws Exception {
        try (SimulatedGateway gateway = SimulatedGateway.start(environment.get("PIKA_GATEWAY"))) {
            out.println(gateway.greeting());
            gateway.properties().forEach(properties::putIfAbsent);
            return runRoute();
        }
    }

    private int runRoute() throws Exception {
        properties.putIfAbsent(BoardPort.PROPERTY, String.valueOf(BoardPort.free()));
        Main camel = new Main();
        camel.setOverrideProperties(properties);
        camel.configure().withDurationMaxSeconds(LONGEST_SECONDS);
        camel.init();
        out.println("See it in a browser while it runs: " + BoardPort.address(properties.getProperty(BoardPort.PROPERTY)));
        try (Screen screen = terminal ? new TerminalScreen(out) : new LineScreen(out)) {
            Jobs jobs = new Jobs(prompts(camel.getCamelContext()), InstantSource.system(), screen, camel::completed);
            camel.bind("jobs", jobs);
            camel.run();
            screen.close();
            out.print(Summary.of(jobs.all()));
            return jobs.all().stream().allMatch(Job::isSucceeded) ? DONE : SOME_FAILED;
        } finally {
            camel.stop();
        }
    }

    private static Prompts prompts(CamelContext context) {
        return Prompts.in(Path.of(context.resolvePropertyPlaceholders("{{quickstart.prompts}}")));
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }
}
