package io.github.camelpika.rivals;

import java.time.Duration;
import javax.sql.DataSource;

/**
 * What a rival gets to work with, the same for all.
 *
 * @param node     the name of this process, the same after a restart
 * @param gateway  its address
 * @param calls    to the gateway, for those that bring none of their own
 * @param interval between two questions after a job
 * @param handOver what gets each job once
 * @param fast     with what its documentation says to be fast, else with its defaults
 */
record Work(String node, DataSource database, String gateway, Calls calls, Duration interval, HandOver handOver,
            boolean fast) {

    /** Threads of a pool, where there is one: calls and writes to the database at once. */
    static final int THREADS = 32;
}
