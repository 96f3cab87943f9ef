package io.github.camelpika.track;

import java.util.Arrays;
import java.util.List;

/**
 * What is not on every class path, as only some trackers need it.
 */
enum Needed {

    DB_SCHEDULER("com.github.kagkarlsson.scheduler.Scheduler", "com.github.kagkarlsson:db-scheduler:16.12.0"),
    H2("org.h2.jdbcx.JdbcDataSource", "com.h2database:h2:2.4.240");

    private final String type;
    private final String dependency;

    Needed(String type, String dependency) {
        this.type = type;
        this.dependency = dependency;
    }

    /**
     * @return the dependencies to add
     */
    static List<String> missing(Needed... all) {
        return Arrays.stream(all).filter(Needed::isMissing).map(each -> each.dependency).toList();
    }

    private boolean isMissing() {
        try {
            Class.forName(type, false, Needed.class.getClassLoader());
            return false;
        } catch (ClassNotFoundException e) {
            return true;
        }
    }
}
