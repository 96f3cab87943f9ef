package io.github.camelpika.benchmark;

import java.time.Duration;
import java.util.Locale;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.track.JdbcTaskTracker;

/**
 * Checks the arithmetic of docs/scaling.adoc: works out from two small runs what many tasks in flight will take of one
 * node and one PostgreSQL, runs them, and prints both. The gateway is a process of its own. The arguments are the number of
 * tasks, the median of their durations and the interval of polls, both in seconds, and how many are submitted a second.
 */
final class ScaleBenchmark {

    private static final int CONNECTIONS = 40;
    private static final Load WARM_UP = new Load(8_000, 1, 1, 1_000);
    private static final Load FEW_POLLS = new Load(2_000, 1, 2, 400);
    private static final Load MANY_POLLS = new Load(2_000, 15, 1, 400);
    private static final Duration LONGEST = Duration.ofMinutes(8);
    private static final double NOT_PREDICTED = Double.NaN;
    private static final double MILLIS = 1e3;

    private final HikariDataSource database = DurablePostgres.pool(CONNECTIONS, "on");

    /**
     * @param submitted seconds until all jobs were posted
     * @param all       what was used until all tasks were delivered
     * @param busiest   what was used in the seconds after the last submission
     * @param inFlight  tasks whose end was not told at their beginning
     * @param polls     in these seconds
     */
    private record Run(double submitted, Usage all, Usage busiest, double inFlight, double polls, GatewayCounts seen,
                       int twice) {
    }

    private ScaleBenchmark() {
    }

    public static void main(String[] args) throws Exception {
        ScaleBenchmark benchmark = new ScaleBenchmark();
        try (HikariDataSource database = benchmark.database) {
            benchmark.run(new Load(args.length > 0 ? Integer.parseInt(args[0]) : 50_000,
                    args.length > 1 ? Double.parseDouble(args[1]) : 90, args.length > 2 ? Double.parseDouble(args[2]) : 40,
                    args.length > 3 ? Double.parseDouble(args[3]) : 500));
        }
        System.exit(0);
    }

    private void run(Load load) throws Exception {
        run(WARM_UP, Duration.ZERO);
        Run many = run(MANY_POLLS, Duration.ZERO);
        Run few = run(FEW_POLLS, Duration.ZERO);
        Usage poll = many.all.minus(few.all).times(1.0 / (many.seen.polls() - few.seen.polls()));
        Usage task = few.all.minus(poll.times(few.seen.polls())).times(1.0 / FEW_POLLS.tasks());
        System.out.printf(Locale.ROOT, "|what |a task, submitted and delivered |a poll%n"
                                       + "|CPU of the node, ms |%.2f |%.2f%n|CPU of PostgreSQL, ms |%.2f |%.2f%n"
                                       + "|transactions |%.1f |%.2f%n%n", MILLIS * task.node(), MILLIS * poll.node(),
                MILLIS * task.database(), MILLIS * poll.database(), task.transactions(), poll.transactions());
        print(load, task.times(load.tasks()).plus(poll.times(load.polls())), poll,
                run(load, Duration.ofMillis((long) (MILLIS * load.interval() / 2))));
    }

    private Run run(Load load, Duration busy) throws Exception {
        Duration interval = Duration.ofMillis((long) (MILLIS * load.interval()));
        try (ChildJvm gateway = CheapGateway.start(load.median(), Load.SIGMA, interval);
             JdbcTaskTracker tracker = new JdbcTaskTracker()) {
            tracker.setDataSource(database);
            try (QueueRun queue = new QueueRun(tracker, gateway.answer(), interval, load.tasks())) {
                Usage start = Usage.now(database);
                queue.submit(load.perSecond());
                Usage submitted = Usage.now(database);
                GatewayCounts before = GatewayCounts.of(gateway);
                Thread.sleep(busy.toMillis());
                double polls = GatewayCounts.of(gateway).polls() - before.polls();
                Usage busiest = Usage.now(database).minus(submitted);
                queue.finish(LONGEST);
                return new Run(submitted.minus(start).seconds(), Usage.now(database).minus(start), busiest,
                        load.tasks() - before.told(), polls, GatewayCounts.of(gateway), queue.deliveredTwice());
            }
        }
    }

    private static void print(Load load, Usage all, Usage poll, Run run) {
        double perSecond = load.inFlight() / load.interval();
        double busySeconds = load.interval() / 2;
        System.out.println("|what |predicted |measured");
        row("tasks in flight after the last submission", "%,.0f", load.inFlight(), run.inFlight);
        row("polls in all", "%,.0f", load.polls(), run.seen.polls());
        row("polls a second, while nearly all are in flight", "%,.0f", perSecond, run.polls / busySeconds);
        row("CPU of the node then, cores", "%.2f", perSecond * poll.node(), run.busiest.node() / run.busiest.seconds());
        row("CPU of PostgreSQL then, cores", "%.2f", perSecond * poll.database(),
                run.busiest.database() / run.busiest.seconds());
        row("transactions a second then", "%,.0f", perSecond * poll.transactions(),
                run.busiest.transactions() / run.busiest.seconds());
        row("CPU of the node in all, s", "%,.0f", all.node(), run.all.node());
        row("CPU of PostgreSQL in all, s", "%,.0f", all.database(), run.all.database());
        row("a poll is late by, ms: median", "%,.0f", NOT_PREDICTED, run.seen.median());
        row("99th percentile", "%,.0f", NOT_PREDICTED, run.seen.late());
        row("seconds until all are submitted", "%,.0f", load.tasks() / load.perSecond(), run.submitted);
        row("seconds until all are delivered", "%,.0f", load.finished(), run.all.seconds());
        row("jobs posted", "%,.0f", load.tasks(), run.seen.jobs());
        row("jobs posted twice", "%,.0f", 0, run.seen.twice());
        row("tasks delivered twice", "%,.0f", 0, run.twice);
        row("tasks lost", "%,.0f", 0, load.tasks() - run.seen.told());
    }

    private static void row(String what, String format, double predicted, double measured) {
        System.out.println("|" + what + " |" + number(format, predicted) + " |" + number(format, measured));
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}
