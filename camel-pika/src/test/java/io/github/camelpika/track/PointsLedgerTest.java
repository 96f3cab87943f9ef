package io.github.camelpika.track;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PointsLedgerTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

    @Test
    void inMemoryItForgetsTheDaysBefore() {
        PointsLedger ledger = PointsLedger.inMemory();
        ledger.add("pika", MONDAY, 5);
        ledger.add("pika", MONDAY, 7);
        ledger.add("pika-vapi", MONDAY, 1);
        assertThat(ledger.spent("pika", MONDAY)).isEqualTo(12);
        LocalDate tuesday = MONDAY.plusDays(1);
        ledger.add("pika", tuesday, 3);
        assertThat(ledger.spent("pika", MONDAY)).isZero();
        // one that was spent at midnight takes nothing from the new day
        ledger.add("pika", MONDAY, 1);
        assertThat(ledger.spent("pika", tuesday)).isEqualTo(3);
    }
}
