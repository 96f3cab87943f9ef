package io.github.camelpika.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

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
    private static final int FEW_TASKS = 2_000;
    private static final int MANY_POLLS = 15;
    /** Longer than the run in which nothing is asked after. */
    private static final double NEVER = 1_000;
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
     * @param ends      that were told in them
     */
    private record Run(double submitted, Usage all, Usage busiest, double inFlight, double polls, double ends, GatewayCounts seen,
                       int twice) {
    }

    /**
     * What is used for a task, from its submission until its acceptance and from its end on, and for a poll.
     */
    private record Costs(Usage submission, Usage delivery, Usage poll) {

        Usage of(double tasks, double polls) {
            return of(tasks, tasks, polls);
        }

        Usage of(double submissions, double ends, double polls) {
            return submission.times(submissions).plus(delivery.times(ends)).plus(poll.times(polls));
        }
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
        Costs costs = costs(load);
        System.out.printf(Locale.ROOT, "|what |a submission |an end and its delivery |a poll%n");
        row("CPU of the node, ms", costs, usage -> MILLIS * usage.node());
        row("CPU of PostgreSQL, ms", costs, usage -> MILLIS * usage.database());
        row("transactions", costs, Usage::transactions);
        System.out.println();
        print(load, costs, run(load, Duration.ofMillis((long) (MILLIS * load.interval() / 2))));
    }

    /**
     * By small runs with as many submissions and polls a second: what comes at the same time shares transactions, so that each
     * takes less of them the more there are.
     */
    private Costs costs(Load load) throws Exception {
        double interval = FEW_TASKS / (load.inFlight() / load.interval());
        Load longer = new Load(FEW_TASKS, MANY_POLLS * interval, interval, load.perSecond());
        Run many = run(longer, Duration.ZERO);
        Load shorter = new Load(FEW_TASKS, interval / 2, interval, load.perSecond());
        Run few = run(shorter, Duration.ZERO);
        Usage poll = many.all.minus(few.all).times(1.0 / (many.seen.polls() - few.seen.polls()));
        Usage task = few.all.minus(poll.times(few.seen.polls())).times(1.0 / FEW_TASKS);
        Usage submission = submissions(new Load(FEW_TASKS, NEVER, NEVER, load.perSecond())).times(1.0 / FEW_TASKS);
        return new Costs(submission, task.minus(submission), poll);
    }

    private Usage submissions(Load load) throws Exception {
        try (ChildJvm gateway = CheapGateway.start(load.median(), Load.SIGMA, seconds(load.interval()));
             JdbcTaskTracker tracker = new JdbcTaskTracker()) {
            tracker.setDataSource(database);
            try (QueueRun queue = new QueueRun(tracker, gateway.answer(), seconds(load.interval()), load.tasks())) {
                Usage start = Usage.now(database);
                queue.submit(load.perSecond());
                return Usage.now(database).minus(start);
            }
        } finally {
            forgetTasks();
        }
    }

    /**
     * They would be asked after in the next run.
     */
    private void forgetTasks() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE pika_task, pika_schedule");
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (MILLIS * seconds));
    }

    private static void row(String what, Costs costs, ToDoubleFunction<Usage> of) {
        System.out.printf(Locale.ROOT, "|%s |%.2f |%.2f |%.2f%n", what, of.applyAsDouble(costs.submission),
                of.applyAsDouble(costs.delivery), of.applyAsDouble(costs.poll));
    }

    private Run run(Load load, Duration busy) throws Exception {
        Duration interval = seconds(load.interval());
        try (ChildJvm gateway = CheapGateway.start(load.median(), Load.SIGMA, interval);
             JdbcTaskTracker tracker = new JdbcTaskTracker()) {
            tracker.setDataSource(database);
            try (QueueRun queue = new QueueRun(tracker, gateway.answer(), interval, load.tasks())) {
                Usage start = Usage.now(database);
                queue.submit(load.perSecond());
                Usage submitted = Usage.now(database);
                GatewayCounts before = GatewayCounts.of(gateway);
                Thread.sleep(busy.toMillis());
                GatewayCounts then = GatewayCounts.of(gateway);
                Usage busiest = Usage.now(database).minus(submitted);
                queue.finish(LONGEST);
                return new Run(submitted.minus(start).seconds(), Usage.now(database).minus(start), busiest,
                        load.tasks() - before.told(), then.polls() - before.polls(), then.told() - before.told(),
                        GatewayCounts.of(gateway), queue.deliveredTwice());
            }
        }
    }

    private static void print(Load load, Costs costs, Run run) {
        double perSecond = load.inFlight() / load.interval();
        double busySeconds = load.interval() / 2;
        double ends = load.ends(busySeconds) / busySeconds;
        Usage all = costs.of(load.tasks(), load.polls());
        Usage then = costs.of(0, ends, perSecond);
        System.out.println("|what |predicted |measured");
        row("tasks in flight after the last submission", "%,.0f", load.inFlight(), run.inFlight);
        row("polls in all", "%,.0f", load.polls(), run.seen.polls());
        row("polls a second, while nearly all are in flight", "%,.0f", perSecond, run.polls / busySeconds);
        row("ends a second then", "%,.0f", ends, run.ends / busySeconds);
        row("CPU of the node then, cores", "%.2f", then.node(), run.busiest.node() / run.busiest.seconds());
        row("CPU of PostgreSQL then, cores", "%.2f", then.database(),
                run.busiest.database() / run.busiest.seconds());
        row("transactions a second then", "%,.0f", then.transactions(),
                run.busiest.transactions() / run.busiest.seconds());
        row("CPU of the node in all, s", "%,.0f", all.node(), run.all.node());
        row("CPU of PostgreSQL in all, s", "%,.0f", all.database(), run.all.database());
        row("transactions in all", "%,.0f", all.transactions(), run.all.transactions());
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
