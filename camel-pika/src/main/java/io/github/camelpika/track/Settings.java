package io.github.camelpika.track;

import java.time.Duration;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;

/**
 * How db-scheduler is set up. Several of its defaults don't go with the promise that no task is lost.
 */
final class Settings {

    static final String TABLE = "pika_schedule";
    /** A node says so often that it lives … */
    static final Duration HEARTBEAT = Duration.ofSeconds(1);
    /** … and is dead after so many that didn't come, when somebody has looked twice, every two seconds. */
    static final int MISSED_HEARTBEATS = 5;
    /** Tasks of other queues look like tasks that nobody knows; they must never be removed for that. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private static final Serializer NO_DATA = new Serializer() {
        @Override
        public byte[] serialize(Object data) {
            return null;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] serialized) {
            return null;
        }
    };

    private Settings() {
    }

    static SchedulerBuilder common(SchedulerBuilder builder, JdbcCustomization customization) {
        return builder.tableName(TABLE).serializer(NO_DATA).jdbcCustomization(customization)
                .commitWhenAutocommitDisabled(true).deleteUnresolvedAfter(NEVER).heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS).failureLogging(LogLevel.WARN, true);
    }
}
