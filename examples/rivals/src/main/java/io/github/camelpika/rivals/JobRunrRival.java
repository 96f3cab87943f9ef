package io.github.camelpika.rivals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration;
import org.jobrunr.jobs.filters.RetryFilter;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobBuilder;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.server.runner.ThreadLocalJobContext;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/**
 * JobRunr: a job of three parts, each of which is to run once by {@code runStepOnce}. A virtual thread waits, where Java has
 * them, as JobRunr then does by itself.
 */
final class JobRunrRival implements Rival {

    private static final int WORKERS = 500;
    /** The shortest that it takes with a database. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);
    private static final int RETRIES = 10;
    /** The shortest, a second, instead of 3, 9, 27 and so on. */
    private static final int BACK_OFF_SECONDS = 1;

    private final JobRequestScheduler scheduler;

    JobRunrRival(Work work) {
        JobRunrConfiguration configuration = JobRunr.configure().useJsonMapper(new JacksonJsonMapper())
                .useJobActivator(new OneHandler(new Handler(work)))
                .useStorageProvider(new PostgresStorageProvider(work.database()));
        if (work.fast()) {
            configuration.withJobFilter(new RetryFilter(RETRIES, BACK_OFF_SECONDS))
                    .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                            .andPollInterval(POLL_INTERVAL).andWorkerCount(WORKERS));
        } else {
            configuration.useBackgroundJobServer();
        }
        scheduler = configuration.initialize().getJobRequestScheduler();
    }

    @Override
    public void submit(List<String> keys) {
        if (keys.size() == 1) {
            scheduler.create(job(keys.get(0)));
        } else {
            scheduler.create(keys.stream().map(JobRunrRival::job));
        }
    }

    private static JobBuilder job(String key) {
        return JobBuilder.aJob().withId(UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)))
                .withJobRequest(new Video(key));
    }

    /** What is written down of a job. */
    public record Video(String key) implements JobRequest {
        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    public static final class Handler implements JobRequestHandler<Video> {

        private final Work work;

        Handler(Work work) {
            this.work = work;
        }

        @Override
        public void run(Video video) throws Exception {
            String id = ThreadLocalJobContext.getJobContext().runStepOnce("submit", () -> work.calls().post(video.key()));
            do {
                Thread.sleep(work.interval().toMillis());
            } while (!work.calls().isDone(id));
            ThreadLocalJobContext.getJobContext().runStepOnce("hand over", () -> work.handOver().take(video.key()));
        }
    }

    private record OneHandler(Handler handler) implements JobActivator {
        @Override
        public <T> T activateJob(Class<T> type) {
            return type.cast(handler);
        }
    }
}
