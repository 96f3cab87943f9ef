package io.github.camelpika.track;

import java.util.List;

/**
 * What is held back for a job that no budget limits: a row of its own, which is written without a look at others.
 */
record Reservation(CostLedger ledger, CostEntry entry) implements Runnable {

    @Override
    public void run() {
        ledger.reserve(entry, List.of());
    }
}
