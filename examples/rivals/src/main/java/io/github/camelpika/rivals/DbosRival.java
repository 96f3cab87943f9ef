package io.github.camelpika.rivals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.QueueOptions;
import dev.dbos.transact.workflow.Workflow;

/**
 * DBOS Transact: a workflow of three steps, each of which is written down when it has run. What a dead process had begun
 * goes on when a process with its executor id starts; nothing else in the open source edition takes it over.
 */
final class DbosRival implements Rival {

    private static final String QUEUE = "videos";
    private static final int WORKERS = 500;

    private final ExecutorService submitters = Executors.newFixedThreadPool(Work.THREADS);
    private final DBOS dbos;
    private final Job job;

    DbosRival(Work work) {
        dbos = new DBOS(DBOSConfig.defaults("rivals").withDataSource(work.database()).withAppVersion("1")
                .withExecutorId(work.node()));
        job = dbos.registerProxy(Job.class, new Video(dbos, work));
        dbos.launch();
        dbos.registerQueue(QUEUE, work.fast()
                ? QueueOptions.setWorkerConcurrency(WORKERS).andPollingInterval(Duration.ofMillis(100))
                : QueueOptions.empty());
    }

    @Override
    public void submit(List<String> keys) throws Exception {
        List<Future<?>> all = keys.stream().map(key -> submitters.submit(() -> submit(key))).collect(Collectors.toList());
        for (Future<?> each : all) {
            each.get();
        }
    }

    private void submit(String key) {
        dbos.startWorkflow(() -> job.run(key), new StartWorkflowOptions(key).withQueue(QUEUE));
    }

    /** What a workflow is called by. */
    public interface Job {
        void run(String key);
    }

    public static final class Video implements Job {

        private final DBOS dbos;
        private final Work work;

        Video(DBOS dbos, Work work) {
            this.dbos = dbos;
            this.work = work;
        }

        @Override
        @Workflow(name = "video")
        public void run(String key) {
            String id = dbos.runStep(() -> work.calls().post(key), "submit");
            dbos.runStep(() -> await(id), "wait");
            dbos.runStep(() -> work.handOver().take(key), "hand over");
        }

        private void await(String id) {
            try {
                do {
                    Thread.sleep(work.interval().toMillis());
                } while (!work.calls().isDone(id));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
