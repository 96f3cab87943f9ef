#!/usr/bin/env bash
# MySQL Connector/J 9.5.0 on MariaDB 10.11: a moment that is bound to a DATETIME(6) parameter loses its fraction of a second on the
# way, without a warning. MariaDB's own driver keeps it, and so does the same driver when the text of the moment is bound.
#
# Guessed: the two speak one protocol, the column has six digits, and sendFractionalSeconds is true by default. But this
# MariaDB says that its version is 5.5.5-10.11, and the driver sends fractions to 5.6.4 and later only.
# Where it hurts: a scheduler whose times are in such a column comes up to a second early, and a row that was just written
# with one moment isn't found by that moment.
# Seen: 2026-11-29, Debian 12, MariaDB 10.11.19, OpenJDK 17.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for program in mariadbd mariadb-install-db mariadb; do
  if ! PATH=$PATH:/usr/sbin command -v "$program" > /dev/null; then
    apt-get update -qq > apt.log
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mariadb-server-core mariadb-client-core >> apt.log
    break
  fi
done
PATH=$PATH:/usr/sbin
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.mysql</groupId><artifactId>mysql-connector-j</artifactId><version>9.5.0</version></dependency>
    <dependency><groupId>org.mariadb.jdbc</groupId><artifactId>mariadb-java-client</artifactId><version>3.5.6</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDateTime;

public class Finding {
    static final LocalDateTime MOMENT = LocalDateTime.parse("2027-01-01T12:00:00.750");

    public static void main(String[] args) throws Exception {
        for (String driver : new String[] { "mariadb", "mysql" }) {
            String url = "jdbc:" + driver + "://127.0.0.1:" + args[0] + "/videos?user=finding";
            try (Connection connection = DriverManager.getConnection(url)) {
                if (driver.equals("mysql")) {
                    System.out.println("the driver is told version " + connection.getMetaData().getDatabaseProductVersion().substring(0, 11));
                }
                System.out.println(driver + ": " + stored(connection, MOMENT) + ", as a text " + stored(connection, "2027-01-01 12:00:00.750"));
            }
        }
    }

    static String stored(Connection connection, Object moment) throws Exception {
        try (PreparedStatement insert = connection.prepareStatement("REPLACE INTO due VALUES (1, ?)")) {
            insert.setObject(1, moment);
            insert.executeUpdate();
        }
        try (Statement select = connection.createStatement(); ResultSet row = select.executeQuery("SELECT CONCAT('', at) FROM due")) {
            row.next();
            return row.getString(1);
        }
    }
}
JAVA

user=; [ "$(id -u)" = 0 ] && user=--user=root
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
mariadb-install-db --no-defaults $user --datadir="$work/data" --skip-test-db > install.log 2>&1
TZ=UTC mariadbd --no-defaults $user --datadir="$work/data" --socket="$work/socket" --bind-address=127.0.0.1 --port="$port" > server.log 2>&1 &
server=$!
trap 'kill $server; wait $server || true; rm -rf "$work"' EXIT
sql() { mariadb --no-defaults --socket="$work/socket" --skip-column-names --batch "$@"; }
for _ in $(seq 100); do sql -e 'SELECT 1' > /dev/null 2>&1 && break; sleep 0.2; done
sql -e "CREATE DATABASE videos; CREATE TABLE videos.due (id INT PRIMARY KEY, at DATETIME(6)); CREATE USER finding; GRANT ALL ON videos.* TO finding"

java -cp 'lib/*' Finding.java "$port" | tee seen
diff seen - <<'EXPECTED'
mariadb: 2027-01-01 12:00:00.750000, as a text 2027-01-01 12:00:00.750000
the driver is told version 5.5.5-10.11
mysql: 2027-01-01 12:00:00.000000, as a text 2027-01-01 12:00:00.750000
EXPECTED
echo "as stated"
