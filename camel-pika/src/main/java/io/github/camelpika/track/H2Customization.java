package io.github.camelpika.track;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;

/**
 * H2 skips locked rows like the large databases do, only db-scheduler doesn't know.
 */
final class H2Customization extends DefaultJdbcCustomization {

    H2Customization() {
        super(false);
    }

    @Override
    public String getName() {
        return "H2";
    }

    @Override
    public boolean supportsGenericLockAndFetch() {
        return true;
    }

    @Override
    public String createGenericSelectForUpdateQuery(String table, int limit, String condition, boolean byPriority) {
        return createSelectDueQuery(table, limit, condition, byPriority) + " FOR UPDATE SKIP LOCKED";
    }
}
