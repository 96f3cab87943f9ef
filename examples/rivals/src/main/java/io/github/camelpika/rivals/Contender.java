package io.github.camelpika.rivals;


/**
 * Who takes part, with what the table tells of each.
 */
enum Contender {

    PIKA("*camel-pika*", PikaRival::new, "as it comes; 32 consumers"),
    DB_SCHEDULER("db-scheduler 16.12.0", DbSchedulerRival::new,
            "32 threads, polling interval 100 ms, `enableImmediateExecution`, `pollUsingLockAndFetch(0.5, 1.0)`,"
            + " heartbeats each second of which 4 may be missed"),
    JOBRUNR("JobRunr 8.7.0", JobRunrRival::new,
            "poll interval 5 s, the shortest with a database; 500 workers; `RetryFilter(10, 1)`"),
    DBOS("DBOS Transact 1.1.0-m6", DbosRival::new, "queue polled each 100 ms, 500 workflows at once in a process"),
    ROUTE("plain Camel route, SQL", RouteRival::new, "timers of 100 ms, 32 rows in a transaction");

    private final String label;
    private final Rival.Maker maker;
    private final String settings;

    Contender(String label, Rival.Maker maker, String settings) {
        this.label = label;
        this.maker = maker;
        this.settings = settings;
    }

    Rival make(Work work) throws Exception {
        return maker.make(work);
    }

    String label() {
        return label;
    }

    /** Of the fast form. */
    String settings() {
        return settings;
    }
}
