#!/usr/bin/env bash
# H2 2.4.240: SET WRITE_DELAY 0 is stored with the database and shown as 0 by INFORMATION_SCHEMA.SETTINGS after it was closed
# and opened again, but the store then runs with its default of 500 ms.
#
# Guessed: a setting that the database keeps and shows is in force. Whoever reads it back to be sure reads 0.
# Where it hurts: a commit that H2 acknowledged can be lost when the process is killed within half a second, after any close
# and reopen of the file: a pool that went down to no connection, or a second start. WRITE_DELAY=0 in the JDBC URL, or SET on
# each physical connection, holds.
# Seen: 2026-11-28, OpenJDK 17.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId><version>2.4.240</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

public class Finding {
    public static void main(String[] args) throws Exception {
        String url = "jdbc:h2:" + Path.of("database").toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY 0");
            tell("set", connection, statement);
        }
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            tell("closed and opened again", connection, statement);
        }
        try (Connection connection = DriverManager.getConnection(url + ";WRITE_DELAY=0");
                Statement statement = connection.createStatement()) {
            tell("opened with WRITE_DELAY=0 in the URL", connection, statement);
        }
    }

    static void tell(String when, Connection connection, Statement statement) throws Exception {
        try (ResultSet row = statement.executeQuery(
                "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'")) {
            String shown = row.next() ? row.getString(1) : "nothing";
            SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
            int inForce = session.getDatabase().getStore().getMvStore().getAutoCommitDelay();
            System.out.println(when + ": shown " + shown + ", in force " + inForce + " ms");
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java | tee seen

diff seen - <<'EXPECTED'
set: shown 0, in force 0 ms
closed and opened again: shown 0, in force 500 ms
opened with WRITE_DELAY=0 in the URL: shown 0, in force 0 ms
EXPECTED
echo "as stated"
