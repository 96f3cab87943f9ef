package io.github.camelpika.track;

import java.time.Duration;

import io.github.camelpika.time.ShiftedTimer;
import io.github.camelpika.time.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class JdbcTaskTrackerContractTest {

    @Nested
    class OnH2 extends Contract {
        OnH2() {
            super(TestDatabases.H2);
        }
    }

    @Nested
    class OnPostgreSql extends Contract {
        OnPostgreSql() {
            super(TestDatabases.POSTGRESQL);
        }
    }

    @Nested
    class OnMariaDb extends Contract {
        OnMariaDb() {
            super(TestDatabases.MARIADB);
        }
    }

    @Nested
    class OnMariaDbWithTheDriverOfMySql extends Contract {
        OnMariaDbWithTheDriverOfMySql() {
            super(TestDatabases.MARIADB_WITH_THE_DRIVER_OF_MYSQL);
        }
    }

    abstract static class Contract extends TaskTrackerContract {

        private final ShiftedTimer timer = new ShiftedTimer();
        private final TurnedDatabase turned;
        private final JdbcTaskTracker tracker = new JdbcTaskTracker(timer);

        Contract(TestDatabases database) {
            turned = new TurnedDatabase(database.fresh());
            tracker.setDataSource(turned.dataSource());
            tracker.setRetention(RETENTION);
        }

        @AfterEach
        void close() {
            tracker.close();
        }

        @Override
        TaskTracker tracker() {
            return tracker;
        }

        @Override
        Timer timer() {
            return timer;
        }

        @Override
        void advance(Duration duration) {
            timer.advance(duration);
            turned.turn(duration);
        }
    }
}
