/**
 * Knows which tasks are outstanding, in memory or in a database, gets each to its end, and hands it to the consumer of its
 * queue; and which idempotent keys were used. Only here are JDBC and db-scheduler known, but for the data source that
 * {@code spring} brings.
 * <p>
 * Never knows Camel, exchanges, or HTTP: whoever consumes a queue brings threads, waits and delivery as a
 * {@link QueueHandler}.
 * <p>
 * Begin with {@link TaskTracker}: the promise; then {@link MemoryTaskTracker} or {@link JdbcTaskTracker}.
 */
package io.github.camelpika.track;
