package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MariaDBJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MssqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MySQL8JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.MySQLJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.OracleJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;

/**
 * The databases that the tracker knows, and how each is spoken to.
 */
enum Database {

    POSTGRESQL("PostgreSQL", () -> new PostgreSqlJdbcCustomization(true, false), true, "SELECT CURRENT_TIMESTAMP"),
    H2("H2", H2Customization::new, true, "SELECT CURRENT_TIMESTAMP"),
    // these two keep timestamps without a zone
    MYSQL("MySQL", () -> new MySQL8JdbcCustomization(true), true, "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01',"
            + " UTC_TIMESTAMP(6))"),
    MYSQL_5("MySQL 5", () -> new MySQLJdbcCustomization(true), false, MYSQL.now),
    MARIADB("MariaDB", () -> new MariaDBJdbcCustomization(true), false, MYSQL.now),
    SQL_SERVER("Microsoft SQL Server", () -> new MssqlJdbcCustomization(true), false, "SELECT SYSDATETIMEOFFSET()"),
    ORACLE("Oracle", () -> new OracleJdbcCustomization(false), false, "SELECT SYSTIMESTAMP FROM DUAL");

    private final String product;
    private final Supplier<JdbcCustomization> customization;
    /** Whether due rows can be locked and fetched at once, which spares nodes the race for each row. */
    private final boolean locksAndFetches;
    private final String now;

    Database(String product, Supplier<JdbcCustomization> customization, boolean locksAndFetches, String now) {
        this.product = product;
        this.customization = customization;
        this.locksAndFetches = locksAndFetches;
        this.now = now;
    }

    /**
     * @throws TrackerDatabaseException if it is none of those
     */
    static Database of(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String name = about.getDatabaseProductName();
        if (name.equals(MYSQL.product)) {
            // MariaDB's own name reaches here through MySQL's driver
            boolean maria = about.getDatabaseProductVersion().contains("MariaDB");
            return maria ? MARIADB : about.getDatabaseMajorVersion() < 8 ? MYSQL_5 : MYSQL;
        }
        for (Database database : values()) {
            if (name.equals(database.product)) {
                return database;
            }
        }
        throw new TrackerDatabaseException("JdbcTaskTracker doesn't support the database " + name + ": use H2, PostgreSQL,"
                                           + " MySQL, MariaDB, SQL Server or Oracle");
    }

    String product() {
        return product;
    }

    JdbcCustomization customization() {
        return customization.get();
    }

    boolean locksAndFetches() {
        return locksAndFetches;
    }

    /**
     * Whether writes of several threads may share a transaction. Elsewhere a wait for a lock can't be kept short without
     * changing a pool's connection.
     */
    boolean groupsCommits() {
        return this == POSTGRESQL || this == H2;
    }

    boolean isOfMySql() {
        return this == MYSQL || this == MYSQL_5 || this == MARIADB;
    }

    /**
     * A text in a statement. SQL Server takes one without the N for one in the code page of the database, which turns what
     * isn't in there into question marks.
     *
     * @param text without quotes and backslashes
     */
    String literal(String text) {
        return (this == SQL_SERVER ? "N'" : "'") + text + "'";
    }

    /**
     * What o'clock it is there.
     */
    Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(now)) {
            rows.next();
            if (isOfMySql()) {
                long micros = rows.getLong(1);
                return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
            }
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
