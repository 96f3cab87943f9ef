package io.github.camelpika.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

/**
 * db-scheduler alone, with a task that does nothing but come again later: what the tracker can't be faster than. It is set
 * up as the tracker sets it up, but for the indexes and statements, which are db-scheduler's own.
 */
final class BareSchedule implements AutoCloseable {

    private final Scheduler scheduler;

    BareSchedule(DataSource database, String name, int threads, Duration interval, AtomicLong runs) {
        CustomTask<Void> nothing = Tasks.custom(name, Void.class).execute((wakeUp, context) -> {
            runs.incrementAndGet();
            return (complete, operations) -> operations.reschedule(complete, Instant.now().plus(interval));
        });
        scheduler = Scheduler.create(database, nothing).tableName(DueRows.BARE_TABLE).threads(threads)
                .pollingInterval(Duration.ofSeconds(1)).heartbeatInterval(Duration.ofSeconds(1)).missedHeartbeatsLimit(5)
                .pollUsingLockAndFetch(0.5, 1.0).build();
        scheduler.start();
    }

    @Override
    public void close() {
        scheduler.stop();
    }
}
