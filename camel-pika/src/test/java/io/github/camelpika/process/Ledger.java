package io.github.camelpika.process;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.github.camelpika.simulator.SimTask;

/**
 * What the ledger of a run has, in millionths of a US dollar, to be held against what the gateway charged.
 */
record Ledger(long spent, long reserved, long pending, long entries) {

    /** What a job counts for where the gateway tells nothing. */
    static final BigDecimal PRICE = new BigDecimal("0.10");

    static Ledger at(String jdbcUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                ResultSet row = connection.createStatement().executeQuery("SELECT"
                        + " SUM(CASE WHEN state = 'SETTLED' THEN settled - refunded ELSE 0 END),"
                        + " SUM(CASE WHEN state <> 'SETTLED' THEN reserved ELSE 0 END),"
                        + " SUM(CASE WHEN state = 'PENDING' THEN 1 ELSE 0 END), COUNT(*) FROM pika_cost")) {
            row.next();
            return new Ledger(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }

    /**
     * @param evidence of a run in which nothing was refused for want of money
     * @return         each way in which it is not what the gateway charged
     */
    List<String> broken(Evidence evidence) {
        long price = PRICE.movePointRight(6).longValueExact();
        int unknown = Promise.reportedUnknown(evidence).size();
        List<String> broken = new ArrayList<>();
        if (evidence.isKeyed()) {
            differs(broken, "spent", spent, evidence.tasks().stream().mapToLong(SimTask::microUsd).sum());
            differs(broken, "reserved", reserved, 0);
        } else {
            // a gateway that tells no charge
            differs(broken, "spent", spent, price * (evidence.keys().size() - unknown));
            differs(broken, "reserved", reserved, price * unknown);
        }
        return broken;
    }

    private void differs(List<String> broken, String what, long is, long expected) {
        if (is != expected) {
            broken.add(what + " is " + is + " and must be " + expected + ": " + this);
        }
    }
}
