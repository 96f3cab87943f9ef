package io.github.camelpika.track;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * With real threads, as it is told of what they do to each other.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupCommitTest {

    private static final int OTHERS = 20;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String INSERT = "INSERT INTO marks (id, times) VALUES (?, 1)";
    private static final String UPDATE = "UPDATE marks SET times = times + 1 WHERE id = ?";

    private final ExecutorService threads = Executors.newFixedThreadPool(64);
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicReference<SQLException> inCommit = new AtomicReference<>();
    private DataSource database;
    private Transactions transactions;
    private GroupCommit group;

    private void start(TestDatabases kind, Duration patience) throws SQLException {
        database = kind.fresh();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE marks (id VARCHAR(20) PRIMARY KEY, times INTEGER NOT NULL)");
        }
        transactions = new Transactions(watched(DataSource.class, database));
        group = new GroupCommit(transactions, kind == TestDatabases.H2 ? Database.H2 : Database.POSTGRESQL, patience, true);
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        if (database instanceof AutoCloseable pool) {
            pool.close();
        }
    }

    private <T> T watched(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
            try {
                if (method.getName().equals("commit")) {
                    commits.incrementAndGet();
                    SQLException failure = inCommit.get();
                    if (failure != null) {
                        throw failure;
                    }
                }
                Object result = method.invoke(target, arguments);
                return result instanceof Connection connection && method.getName().equals("getConnection")
                        ? watched(Connection.class, connection) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private static Write<String> mark(String id, Write.Binder first) {
        Write<Boolean> update = Write.only(UPDATE, statement -> statement.setString(1, id));
        return Write.only(INSERT, statement -> {
            first.bind(statement);
            statement.setString(1, id);
        }).then(there -> update.last(id + " by " + Thread.currentThread().getName()));
    }

    private static Write<String> mark(String id) {
        return mark(id, statement -> { });
    }

    private String run(String id, Write<String> write) {
        return group.run(id, write, write::all);
    }

    private List<String> marks() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM marks WHERE times = 2 ORDER BY id")) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }

    private record Job(String id, Write<String> write) {

        static Job of(String id) {
            return new Job(id, mark(id));
        }
    }

    /**
     * Has the jobs come one by one while something else is being written, and waits for nothing but that.
     */
    private List<Future<String>> meanwhile(List<Job> jobs, Runnable then) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> first = threads.submit(() -> run("first", mark("first", statement -> {
            begun.countDown();
            await(over);
        })));
        begun.await();
        List<Future<String>> all = new ArrayList<>();
        for (Job job : jobs) {
            AtomicReference<Thread> thread = new AtomicReference<>();
            all.add(threads.submit(() -> {
                thread.set(Thread.currentThread());
                String result = run(job.id, job.write);
                return result + (Thread.interrupted() ? ", interrupted" : "");
            }));
            while (thread.get() == null || thread.get().getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            waiters.add(thread.get());
        }
        commits.set(0);
        then.run();
        over.countDown();
        first.get();
        return all;
    }

    private final List<Thread> waiters = new ArrayList<>();

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Job> others() {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            jobs.add(Job.of("id-" + (100 + OTHERS - i)));
        }
        return jobs;
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whatComesAloneIsWrittenAtOnceByItsOwnThread(TestDatabases kind) throws Exception {
        start(kind, LONG);
        assertThat(run("a", mark("a"))).isEqualTo("a by " + Thread.currentThread().getName());
        assertThat(marks()).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whatComesMeanwhileIsWrittenInOneTransactionAndEachHasItsOwnResult(TestDatabases kind) throws Exception {
        start(kind, LONG);
        List<Job> jobs = others();
        List<Future<String>> all = meanwhile(jobs, () -> { });
        String leader = all.get(0).get().replaceAll(".* by ", "");
        for (int i = 0; i < OTHERS; i++) {
            assertThat(all.get(i).get()).isEqualTo(jobs.get(i).id + " by " + leader);
        }
        assertThat(marks()).hasSize(OTHERS + 1);
        assertThat(commits).as("the first one's, and that of all others").hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void oneThatFailsFailsByItselfWithItsOwnReason(TestDatabases kind) throws Exception {
        start(kind, LONG);
        run("there", mark("there"));
        List<Job> jobs = others();
        jobs.set(3, Job.of("there"));
        jobs.set(5, new Job("odd", mark("odd").then(changed -> {
            throw new UnreadableRowException("odd", new IllegalArgumentException("no such state"));
        })));
        List<Future<String>> all = meanwhile(jobs, () -> { });
        assertThatThrownBy(all.get(3)::get).hasCauseInstanceOf(TrackerDatabaseException.class)
                .hasRootCauseInstanceOf(SQLException.class);
        assertThatThrownBy(all.get(5)::get).hasCauseInstanceOf(UnreadableRowException.class);
        for (int i = 0; i < OTHERS; i++) {
            if (i != 3 && i != 5) {
                all.get(i).get();
            }
        }
        assertThat(marks()).hasSize(OTHERS).doesNotContain("odd");
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whatHasToLookFirstIsDoneInTheSameTransactionAndFailsByItself(TestDatabases kind) throws Exception {
        start(kind, LONG);
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            String id = "id-" + i;
            Write<Boolean> first = Write.only(INSERT, statement -> statement.setString(1, id));
            Write<Boolean> look = Write.of("marks", connection -> {
                assertThat(connection.getAutoCommit()).isFalse();
                if (id.equals("id-3")) {
                    throw new SQLException("not this one");
                }
                return true;
            });
            jobs.add(new Job(id, first.then(there -> look.then(looked -> Write.only(UPDATE,
                    statement -> statement.setString(1, id)).last(id)).asNext())));
        }
        List<Future<String>> all = meanwhile(jobs, () -> { });
        for (int i = 0; i < OTHERS; i++) {
            if (i == 3) {
                assertThatThrownBy(all.get(i)::get).hasMessageContaining("not this one");
            } else {
                assertThat(all.get(i).get()).isEqualTo("id-" + i);
            }
        }
        assertThat(marks()).hasSize(OTHERS).doesNotContain("id-3");
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void rowsOfTasksAreLockedBeforeThoseOfCostsAndTheseBeforeThoseOfWakeUps(TestDatabases kind) throws Exception {
        start(kind, LONG);
        List<String> order = new CopyOnWriteArrayList<>();
        List<Job> jobs = List.of(new Job("b", of("pika_schedule", "b", order).last("b").write()),
                new Job("c", of("pika_task", "c", order).then(done -> of("pika_cost", "c", order)
                        .then(noted -> of("pika_schedule", "c", order).last("c")).asNext())),
                new Job("a", of("pika_task", "a", order).then(done -> of("pika_schedule", "a", order).last("a"))));
        for (Future<String> each : meanwhile(jobs, () -> { })) {
            each.get();
        }
        assertThat(order).containsExactly("pika_task a", "pika_task c", "pika_cost c", "pika_schedule a", "pika_schedule b",
                "pika_schedule c");
    }

    private static Write<Boolean> of(String table, String id, List<String> order) {
        return Write.only("DELETE FROM marks WHERE id = ? AND '' <> '" + table + "'", statement -> {
            order.add(table + " " + id);
            statement.setString(1, id);
        });
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whenTheCommitFailsEachIsToldThatItIsNotCertainAndNothingIsTriedAgain(TestDatabases kind) throws Exception {
        start(kind, LONG);
        AtomicInteger written = new AtomicInteger();
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            jobs.add(new Job("id-" + i, mark("id-" + i, statement -> {
                inCommit.set(new SQLException("the line is cut", "08006"));
                written.incrementAndGet();
            })));
        }
        for (Future<String> each : meanwhile(jobs, () -> { })) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(TrackerDatabaseException.class).hasMessageContaining("the line is cut");
        }
        assertThat(written).hasValue(OTHERS);
        inCommit.set(null);
        assertThat(run("later", mark("later"))).startsWith("later");
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whenTheLineIsCutBeforeTheCommitEachIsWrittenOnALineOfItsOwn(TestDatabases kind) throws Exception {
        start(kind, LONG);
        AtomicInteger tries = new AtomicInteger();
        List<Job> jobs = others();
        jobs.set(7, new Job("id-7", mark("id-7", statement -> {
            if (tries.getAndIncrement() == 0) {
                statement.getConnection().close();
            }
        })));
        for (Future<String> each : meanwhile(jobs, () -> { })) {
            each.get();
        }
        assertThat(marks()).hasSize(OTHERS + 1);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whoIsInterruptedIsToldWhatBecameOfItsWriteAndHarmsNoOther(TestDatabases kind) throws Exception {
        start(kind, LONG);
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            jobs.add(new Job("id-" + i, mark("id-" + i,
                    statement -> assertThat(Thread.currentThread().isInterrupted()).isFalse())));
        }
        // the first of them leads
        List<Future<String>> all = meanwhile(jobs, () -> waiters.subList(0, 3).forEach(Thread::interrupt));
        for (int i = 0; i < OTHERS; i++) {
            assertThat(all.get(i).get().endsWith(", interrupted")).isEqualTo(i < 3);
        }
        assertThat(marks()).hasSize(OTHERS + 1);
        assertThat(commits).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void aRowThatAnotherNodeHasLockedHoldsUpOnlyWhoeverWantsIt(TestDatabases kind) throws Exception {
        start(kind, LONG);
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            mark("id-locked").all(other);
            List<Job> jobs = others();
            jobs.set(2, Job.of("id-locked"));
            List<Future<String>> all = meanwhile(jobs, () -> { });
            for (int i = 0; i < OTHERS; i++) {
                if (i != 2) {
                    all.get(i).get();
                }
            }
            assertThat(all.get(2).isDone()).isFalse();
            other.rollback();
            all.get(2).get();
        }
        assertThat(marks()).hasSize(OTHERS + 1);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void whatIsUnderWayForTooLongHoldsNobodyUp(TestDatabases kind) throws Exception {
        start(kind, Duration.ofMillis(50));
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> stuck = threads.submit(() -> run("stuck", mark("stuck", statement -> {
            begun.countDown();
            await(over);
        })));
        begun.await();
        assertThat(run("a", mark("a"))).isEqualTo("a by " + Thread.currentThread().getName());
        assertThat(run("b", mark("b"))).isEqualTo("b by " + Thread.currentThread().getName());
        over.countDown();
        stuck.get();
        assertThat(marks()).containsExactly("a", "b", "stuck");
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void aPoolThatIsClosedInTheMiddleLeavesNobodyWaiting(TestDatabases kind) throws Exception {
        start(kind, LONG);
        List<Job> jobs = others();
        jobs.set(0, new Job("id-0", mark("id-0", statement -> close())));
        for (Future<String> each : meanwhile(jobs, () -> { })) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(TrackerDatabaseException.class);
        }
    }

    private void close() {
        try {
            ((AutoCloseable) database).close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String synchronousCommit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("SHOW synchronous_commit")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void onlyWhatNeedNotBeOnTheDiskDoesNotWaitForIt(boolean onDisk) throws Exception {
        start(TestDatabases.POSTGRESQL, LONG);
        // the server of the tests doesn't wait for the disk by itself
        HikariConfig waiting = new HikariConfig();
        ((HikariDataSource) database).copyStateTo(waiting);
        waiting.addDataSourceProperty("options", "-c synchronous_commit=on");
        try (HikariDataSource own = new HikariDataSource(waiting)) {
            onlyWhatNeedNotBeOnTheDiskDoesNotWaitForIt(own, onDisk);
        }
    }

    private void onlyWhatNeedNotBeOnTheDiskDoesNotWaitForIt(DataSource own, boolean onDisk) throws Exception {
        group = new GroupCommit(new Transactions(own), Database.POSTGRESQL, LONG, onDisk);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            String id = "id-" + i;
            Write<Boolean> look = Write.of("marks", connection -> {
                seen.add(synchronousCommit(connection));
                return true;
            });
            jobs.add(new Job(id, Write.only(INSERT, statement -> statement.setString(1, id)).then(there -> look.then(
                    looked -> Write.only(UPDATE, statement -> statement.setString(1, id)).last(id)).asNext())));
        }
        for (Future<String> each : meanwhile(jobs, () -> { })) {
            each.get();
        }
        assertThat(seen).containsOnly(onDisk ? "on" : "off");
        assertThat(marks()).hasSize(OTHERS + 1);
        for (int i = 0; i < OTHERS; i++) {
            try (Connection connection = own.getConnection()) {
                assertThat(synchronousCommit(connection)).isEqualTo("on");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void inAStormOfFailuresEachIsWrittenOnceOrToldThatItIsNot(TestDatabases kind) throws Exception {
        start(kind, LONG);
        Random seeds = new Random(7);
        List<Future<List<String>>> all = new ArrayList<>();
        for (int thread = 0; thread < 64; thread++) {
            Random random = new Random(seeds.nextLong());
            int number = thread;
            all.add(threads.submit(() -> storm(number, random)));
        }
        List<String> done = new ArrayList<>();
        for (Future<List<String>> each : all) {
            done.addAll(each.get());
        }
        assertThat(marks()).containsExactlyInAnyOrderElementsOf(done);
        assertThat(commits.get()).isLessThan(done.size());
    }

    private List<String> storm(int thread, Random random) {
        List<String> done = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            boolean fails = random.nextInt(80) == 0;
            String id = fails ? "a name that is too long for the table" : thread + "-" + i;
            try {
                run(id, mark(id));
                done.add(id);
            } catch (TrackerDatabaseException e) {
                assertThat(fails).as(e.toString()).isTrue();
            }
        }
        return done;
    }
}
