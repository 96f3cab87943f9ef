package io.github.camelpika.track;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.rig.DirectExecutor;
import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.rig.ScarceThreads;
import io.github.camelpika.time.QuickTimer;
import io.github.camelpika.time.VirtualTimer;
import io.github.camelpika.wait.WaitPolicy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Where the machine gives no thread for a moment, or a driver throws an Error, what the tracker has to do is done later, and
 * nothing stands still for it.
 */
class ScarceThreadsTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final VirtualTimer timer = new VirtualTimer();
    private final ScarceThreads threads = new ScarceThreads(new DirectExecutor());
    private final List<String> written = new CopyOnWriteArrayList<>();

    @Test
    void whatIsToBeWrittenSoonIsWrittenWhenThereIsAThread() {
        DeferredWrite later = new DeferredWrite(timer, threads.refuses(3));
        later.writeSoon("a test", () -> written.add("it"));
        assertThat(written).isEmpty();
        timer.advance(SOON);
        assertThat(written).containsExactly("it");
    }

    @Test
    void whatCouldNotBeWrittenIsTriedAgainThoughThereWasNoThreadForIt() {
        DeferredWrite later = new DeferredWrite(timer, threads);
        AtomicInteger tries = new AtomicInteger();
        later.write("a test", () -> {
            if (tries.getAndIncrement() == 0) {
                throw new IllegalStateException("the database is away");
            }
            written.add("it");
        });
        threads.refuses(3);
        timer.advance(SOON);
        assertThat(written).containsExactly("it");
        assertThat(later.pending()).isZero();
    }

    @Test
    void whatADriverFailsOnWithAnErrorIsTriedAgain() {
        DeferredWrite later = new DeferredWrite(timer, threads);
        AtomicInteger tries = new AtomicInteger();
        assertThatCode(() -> later.write("a test", () -> {
            if (tries.getAndIncrement() < 2) {
                throw new StackOverflowError("boom");
            }
            written.add("it");
        })).doesNotThrowAnyException();
        timer.advance(SOON);
        assertThat(written).containsExactly("it");
        assertThat(later.pending()).isZero();
    }

    @Test
    void aDatabaseThatCouldNotBeLookedAtForWantOfAThreadIsLookedAtLater() throws Exception {
        DatabaseOutage outage = new DatabaseOutage(timer, threads.refuses(2), () -> 0);
        outage.lookBy(() -> written.add("looked"));
        outage.suspect(new IllegalStateException("broken"));
        timer.advance(SOON);
        assertThat(written).containsExactly("looked");
        assertNobodyWaits(outage);
    }

    @Test
    void aLookAtTheDatabaseThatEndsInAnErrorIsNotTheLastOne() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        DatabaseOutage outage = new DatabaseOutage(timer, threads, () -> 0);
        outage.lookBy(() -> {
            if (looks.getAndIncrement() == 0) {
                throw new InternalError("unable to create native thread");
            }
        });
        outage.suspect(new IllegalStateException("broken"));
        assertThatThrownBy(outage::check).isInstanceOf(DatabaseAwayException.class);
        threads.refuses(1);
        timer.advance(SOON);
        assertThatCode(outage::check).doesNotThrowAnyException();
        assertNobodyWaits(outage);
    }

    private static void assertNobodyWaits(DatabaseOutage outage) throws Exception {
        ExecutorService patient = Executors.newSingleThreadExecutor();
        patient.submit(outage::awaitEnd).get(5, TimeUnit.SECONDS);
        patient.shutdownNow();
    }

    @Test
    void whatAClosedTrackerCannotWriteAnyMoreIsToldToWhoWantsIt() {
        DeferredWrite later = new DeferredWrite(timer, step -> {
            throw new RejectedExecutionException("shut down");
        });
        assertThatThrownBy(() -> later.writeSoon("a test", () -> { })).hasMessageContaining("is closed");
    }

    @Test
    void aQueueIsConsumedThoughThereWasNoThreadForItsFirstTries() {
        JdbcTaskTracker tracker = new JdbcTaskTracker(timer);
        tracker.setDataSource(TestDatabases.H2.fresh());
        KeylessHandler work = new KeylessHandler(timer, Duration.ofMinutes(30));
        AtomicInteger opened = new AtomicInteger();
        JdbcSubscription subscription = new JdbcSubscription(work, () -> {
            if (opened.getAndIncrement() == 0) {
                throw new InternalError("unable to create native thread");
            }
            written.add("opened");
            throw new IllegalStateException("enough for this test");
        }, threads.refuses(1), new DeferredWrite(timer, threads), gone -> { });
        subscription.begin();
        timer.advance(Duration.ofSeconds(5));
        assertThat(written).contains("opened");
        subscription.stop();
        tracker.close();
    }

    @Test
    void whatIsPickedIsDoneByWhoLooksForItWhereThereIsNoThread() {
        WorkThreads work = new WorkThreads(threads.refuses(1));
        work.execute(() -> written.add("here"));
        work.execute(() -> written.add("there"));
        assertThat(written).containsExactly("here", "there");
    }

    @Test
    void whatBecameOfADeliveryIsWrittenThoughADriverFailsOnItWithAnError() {
        AtomicInteger tries = new AtomicInteger();
        new Persistence(new QuickTimer(TrackerThreads.timer(), 50)).persist(() -> {
            if (tries.getAndIncrement() < 2) {
                throw new NoClassDefFoundError("boom");
            }
            written.add("it");
        }, () -> false);
        assertThat(written).containsExactly("it");
    }

    @Test
    void whatADriverAlwaysFailsOnWithAnErrorHoldsNoThreadForEver() {
        assertThatThrownBy(() -> new Persistence(new QuickTimer(TrackerThreads.timer(), 50)).persist(() -> {
            throw new NoClassDefFoundError("boom");
        }, () -> false)).hasMessage("boom");
    }

    /** db-scheduler's own handler leaves it among those that run here, if the database then fails as well. */
    @Test
    void aStepThatEndsInAnErrorIsLeftToNoOtherHandlerThanOurs() {
        int begin = PrintedOutput.length();
        JdbcTaskTracker tracker = new JdbcTaskTracker();
        tracker.setDataSource(TestDatabases.H2.fresh());
        AtomicInteger asked = new AtomicInteger();
        var subscription = tracker.subscribe(new KeylessHandler(TrackerThreads.timer(), Duration.ofMinutes(30)) {
            @Override
            public Optional<WaitPolicy> policy(TrackedTask task) {
                // with the acceptance, and in the step
                if (asked.getAndIncrement() < 2) {
                    throw new StackOverflowError("boom");
                }
                return Optional.empty();
            }
        });
        tracker.intend(TrackedTask.intent("s1", new Claim("o", "key", "f"), "q", new Origin("pika", "vapi", "https://api.gpt.ge"),
                new SubmittedMessage(Map.of(), "a cat")));
        tracker.accepted("s1", "t1");
        await().until(() -> asked.get() > 2);
        assertThat(PrintedOutput.since(begin, Integer.MAX_VALUE)).contains("A step for submission s1 of queue q failed; trying again")
                .doesNotContain("Treating as failure").doesNotContain("Could not record");
        subscription.stop();
        tracker.close();
    }
}
