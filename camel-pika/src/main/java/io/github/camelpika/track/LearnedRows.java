package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.wait.DurationStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was learned of durations, in the table {@code pika_learned}. Each node learns by itself, and the last one that
 * writes is read at the next start.
 */
final class LearnedRows implements DurationStore {

    private static final Logger LOG = LoggerFactory.getLogger(LearnedRows.class);

    private static final String UPDATE
            = "UPDATE pika_learned SET learned = ? WHERE gateway = ? AND model = ? AND input = ?";
    private static final String INSERT = "INSERT INTO pika_learned (learned, gateway, model, input) VALUES (?, ?, ?, ?)";
    /** Databases differ in whether an empty text is one. */
    private static final String NONE = "-";
    private static final int LONGEST_MODEL = 100;

    private final Supplier<Transactions> transactions;
    private final Executor background;

    /**
     * @param background where it is written, as whoever learns something must not wait for a database
     */
    LearnedRows(Supplier<Transactions> transactions, Executor background) {
        this.transactions = transactions;
        this.background = background;
    }

    @Override
    public Map<Key, String> load() {
        return transactions.get().run(connection -> {
            Map<Key, String> learned = new HashMap<>();
            try (PreparedStatement select
                    = connection.prepareStatement("SELECT gateway, model, input, learned FROM pika_learned");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String gateway = rows.getString(1);
                    String text = rows.getString(4);
                    kind(rows.getString(2), rows.getString(3))
                            .ifPresent(kind -> learned.put(new Key(gateway, kind), text));
                }
            }
            return learned;
        });
    }

    /**
     * Empty for one that a newer version may know.
     */
    private static Optional<JobKind> kind(String model, String input) {
        JobKind.Input known = Arrays.stream(JobKind.Input.values()).filter(each -> each.name().equals(input)).findFirst()
                .orElse(null);
        return known == null && !input.equals(NONE)
                ? Optional.empty()
                : Optional.of(new JobKind(model.equals(NONE) ? null : model, known));
    }

    @Override
    public void save(Key key, String learned) {
        String model = key.kind().model() == null ? NONE : key.kind().model();
        String input = key.kind().input() == null ? NONE : key.kind().input().name();
        if (model.length() > LONGEST_MODEL) {
            return;
        }
        background.execute(() -> {
            try {
                boolean there = transactions.get()
                        .run(connection -> write(connection, UPDATE, learned, key.gateway(), model, input));
                if (!there) {
                    transactions.get().run(connection -> write(connection, INSERT, learned, key.gateway(), model, input));
                }
            } catch (TrackerDatabaseException e) {
                LOG.debug("The learned durations of {} are written with the next samples", key, e);
            }
        });
    }

    private static boolean write(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }
}
