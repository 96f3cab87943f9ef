package io.github.camelpika.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.camelpika.process.Journal.Entry;
import io.github.camelpika.process.Journal.Event;
import io.github.camelpika.simulator.SimTask;

/**
 * What two nodes make of their jobs on a PostgreSQL with a standby: behind pgpool-II, and when the standby takes over. Prints the
 * table of docs/reliability.adoc; {@code .ci/databases} runs it. The arguments are where PostgreSQL's programs are, and the number
 * of jobs.
 */
final class DatabasesReport {

    private static final Duration ROUTE = Duration.ofMillis(300);
    /** How late the standby behind pgpool-II shows what it has. */
    private static final int LATE_MILLIS = 300;
    /** For so long nothing gets to the standby any more before it takes over. */
    private static final Duration BEHIND = Duration.ofSeconds(2);

    private static final long NEVER = 0;

    private final Path programs;
    private final int jobs;

    private DatabasesReport(Path programs, int jobs) {
        this.programs = programs;
        this.jobs = jobs;
    }

    /** What befalls the database when a quarter of the jobs is done. */
    private interface Mishap {
        /**
         * @return when that was, of the wall clock
         */
        long happens(ReplicatedPostgres postgres) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        DatabasesReport report = new DatabasesReport(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println("|set-up |jobs that ended |posted twice |lost from sight |reported unknown |came again |goes on after");
        report.pooled("pgpool-II, `load_balance_mode = on`, standby " + LATE_MILLIS + " ms behind", "pgpool-on", true);
        report.pooled("pgpool-II, `load_balance_mode = off`, standby " + LATE_MILLIS + " ms behind", "pgpool-off", false);
        report.failover("failover, synchronous", "failover-synchronous", true, ReplicatedPostgres::failOver);
        report.failover("failover, asynchronous", "failover-asynchronous", false, ReplicatedPostgres::failOver);
        report.failover("failover, asynchronous, standby " + BEHIND.toSeconds() + " s behind", "failover-behind", false, postgres -> {
            postgres.cutReplication();
            Trial.pass(BEHIND);
            return postgres.failOver();
        });
    }

    private void pooled(String setup, String name, boolean balances) throws Exception {
        try (Trial trial = new Trial(name);
             ReplicatedPostgres postgres = postgres(name, false, LATE_MILLIS);
             PgPool pool = new PgPool(outside(name).resolve("pgpool"), postgres, balances)) {
            run(setup, trial, pool.jdbcUrl(), () -> NEVER);
        }
    }

    private void failover(String setup, String name, boolean synchronous, Mishap mishap) throws Exception {
        try (Trial trial = new Trial(name); ReplicatedPostgres postgres = postgres(name, synchronous, 0)) {
            run(setup, trial, postgres.jdbcUrl(), () -> mishap.happens(postgres));
        }
    }

    private ReplicatedPostgres postgres(String name, boolean synchronous, int delayMillis) throws Exception {
        return new ReplicatedPostgres(programs, outside(name).resolve("postgres"), synchronous, delayMillis);
    }

    /** A place that another user gets to, too. */
    private static Path outside(String name) throws Exception {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "pika-databases-" + ProcessHandle.current().pid(), name);
        return Files.createDirectories(directory);
    }

    private interface Step {
        long run() throws Exception;
    }

    private void run(String setup, Trial trial, String url, Step trouble) throws Exception {
        Fleet fleet = trial.fleet(List.of(url, url), ROUTE);
        for (int place = 0; place < fleet.size(); place++) {
            fleet.start(place, KillPlan.NONE);
        }
        fleet.awaitUp();
        fleet.offer(jobs);
        while (delivered(fleet) < jobs / 4) {
            Trial.tick();
        }
        long when = trouble.run();
        long over = System.currentTimeMillis();
        print(setup, trial.end(), when, over);
    }

    private static long delivered(Fleet fleet) {
        return fleet.journals().stream().filter(entry -> entry.event() == Event.DELIVERED).count();
    }

    private void print(String setup, Evidence evidence, long when, long over) {
        Map<String, List<Entry>> delivered = evidence.byKey(Event.DELIVERED);
        Set<String> unknown = Promise.reportedUnknown(evidence);
        long twice = evidence.postsThatMayBePaid().values().stream().filter(posts -> posts > 1).count();
        long lost = evidence.tasks().stream().filter(task -> !isSeen(task, delivered.getOrDefault(task.prompt(), List.of()))).count();
        long again = evidence.byKey(Event.BEGAN).values().stream().filter(begins -> begins.size() > 1).count();
        // no task is given to a route before that is written down
        String goesOn = when == NEVER ? "" : evidence.of(Event.BEGAN).stream().mapToLong(Entry::millis).filter(millis -> millis > over)
                .mapToObj(millis -> String.format("%.1f s", (millis - when) / 1e3)).findFirst().orElse("never");
        System.out.printf("|%s |%d of %d |%d |%d |%d |%d |%s%n", setup, delivered.size(), evidence.keys().size(), twice, lost,
                unknown.size(), again, goesOn);
        Map<String, Integer> broken = new TreeMap<>();
        Promise.broken(evidence).forEach(each -> broken.merge(each.substring(0, each.indexOf(':')), 1, Integer::sum));
        System.out.println("// not as promised: " + broken + ", in " + evidence.directory());
    }

    private static boolean isSeen(SimTask task, List<Entry> ends) {
        return ends.stream().anyMatch(end -> end.detail().endsWith(task.id()) || end.detail().startsWith("UNKNOWN"));
    }
}
