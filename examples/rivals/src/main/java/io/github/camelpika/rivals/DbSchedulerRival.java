package io.github.camelpika.rivals;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

/**
 * db-scheduler alone: a task whose data is the id at the gateway, once there is one, and which comes again until the job is
 * done. A dead execution is revived, which is its default, and POSTs again if it has no id yet.
 */
final class DbSchedulerRival implements Rival {

    /** The table of its documentation for PostgreSQL, without the priority that isn't used. */
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS scheduled_tasks (
              task_name text NOT NULL,
              task_instance text NOT NULL,
              task_data bytea,
              execution_time timestamp with time zone NOT NULL,
              picked boolean NOT NULL,
              picked_by text,
              last_success timestamp with time zone,
              last_failure timestamp with time zone,
              consecutive_failures int,
              last_heartbeat timestamp with time zone,
              version bigint NOT NULL,
              PRIMARY KEY (task_name, task_instance)
            );
            CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat)""";

    private final CustomTask<String> video;
    private final Scheduler scheduler;

    DbSchedulerRival(Work work) throws Exception {
        try (Connection connection = work.database().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        video = Tasks.custom("video", String.class).execute((instance, context) -> step(instance, work));
        SchedulerBuilder builder = Scheduler.create(work.database(), video).schedulerName(new SchedulerName.Fixed(work.node()));
        if (work.fast()) {
            builder.threads(Work.THREADS).pollingInterval(Duration.ofMillis(100)).enableImmediateExecution()
                    .pollUsingLockAndFetch(0.5, 1.0).heartbeatInterval(Duration.ofSeconds(1)).missedHeartbeatsLimit(4);
        }
        scheduler = builder.build();
        scheduler.start();
    }

    private static CompletionHandler<String> step(TaskInstance<String> job, Work work) {
        if (job.getData() == null) {
            String id = work.calls().post(job.getId());
            return (complete, operations) -> operations.reschedule(complete, Instant.now().plus(work.interval()), id);
        }
        if (!work.calls().isDone(job.getData())) {
            return (complete, operations) -> operations.reschedule(complete, Instant.now().plus(work.interval()));
        }
        work.handOver().take(job.getId());
        return (complete, operations) -> operations.remove();
    }

    @Override
    public void submit(List<String> keys) {
        if (keys.size() == 1) {
            scheduler.scheduleIfNotExists(video.instance(keys.get(0)), Instant.now());
        } else {
            List<TaskInstance<?>> jobs = keys.stream().<TaskInstance<?>>map(video::instance).toList();
            scheduler.scheduleBatch(jobs, Instant.now());
        }
    }
}
