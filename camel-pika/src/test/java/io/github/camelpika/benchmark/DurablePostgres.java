package io.github.camelpika.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelpika.track.TestDatabases;

/**
 * The PostgreSQL of the tests, but with commits that wait for the disk, as those of a database do that is to keep its word.
 */
final class DurablePostgres {

    private DurablePostgres() {
    }

    /**
     * A new schema.
     *
     * @param synchronousCommit {@code off} for commits that don't wait
     */
    static HikariDataSource pool(int connections, String synchronousCommit) {
        try (HikariDataSource ofTests = (HikariDataSource) TestDatabases.POSTGRESQL.fresh()) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(ofTests.getJdbcUrl());
            config.setConnectionInitSql("SET synchronous_commit TO " + synchronousCommit);
            config.setMaximumPoolSize(connections);
            return new HikariDataSource(config);
        }
    }
}
