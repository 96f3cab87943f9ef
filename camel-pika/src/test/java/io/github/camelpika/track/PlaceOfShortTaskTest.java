package io.github.camelpika.track;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.time.VirtualTimer;
import io.github.camelpika.wait.FlightPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A task that ends before its place knows it, as the database was away.
 */
class PlaceOfShortTaskTest {

    private final BrokenDatabase database = new BrokenDatabase(TestDatabases.H2.fresh());
    private final VirtualTimer timer = new VirtualTimer();
    private final JdbcTaskTracker tracker = new JdbcTaskTracker(timer);

    @AfterEach
    void close() {
        tracker.close();
    }

    @Test
    void itsPlaceIsFreeAsSoonAsTheDatabaseIsBack() {
        tracker.setDataSource(database.dataSource());
        TaskPlaces places = tracker.places();
        FlightPlace place = new FlightPlace("holder", null, false, Duration.ofHours(1));
        assertThat(places.take("scope", 1, place)).isTrue();
        AtomicInteger freed = new AtomicInteger();

        database.breakDown(sql -> sql.startsWith("UPDATE pika_in_flight"), "57014");
        places.accepted(place, "t1");
        places.ended("scope", "t1", freed::incrementAndGet);
        assertThat(places.taken("scope")).isEqualTo(1);
        assertThat(freed).hasValue(0);

        database.mend();
        await().untilAsserted(() -> {
            timer.advance(Duration.ofSeconds(1));
            assertThat(places.taken("scope")).isZero();
            assertThat(freed).hasValue(1);
        });
        places.ended("scope", "t1", freed::incrementAndGet);
    }
}
