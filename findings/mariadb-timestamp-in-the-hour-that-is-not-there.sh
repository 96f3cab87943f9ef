#!/usr/bin/env bash
# MariaDB 10.11: for an hour a year nothing can be written to a TIMESTAMP column of a server whose zone has summer time, by a
# client that writes its times in UTC. DATETIME takes them.
#
# Guessed: TIMESTAMP is kept in UTC, so it is the safe one of the two. It is read in the session's zone first, and there the
# hour from two to three doesn't exist on the last Sunday of March.
# Where it hurts: a scheduler that keeps its times in such a column stands still for that hour.
# Seen: 2026-11-28, Debian 12, MariaDB 10.11.19, a server in Europe/Berlin.
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
user=; [ "$(id -u)" = 0 ] && user=--user=root
mariadb-install-db --no-defaults $user --datadir="$work/data" --skip-test-db > install.log 2>&1
TZ=Europe/Berlin mariadbd --no-defaults $user --datadir="$work/data" --socket="$work/socket" --skip-networking > server.log 2>&1 &
server=$!
trap 'kill $server; wait $server || true; rm -rf "$work"' EXIT
sql() { mariadb --no-defaults --socket="$work/socket" --skip-column-names --batch "$@"; }
for _ in $(seq 100); do sql -e 'SELECT 1' > /dev/null 2>&1 && break; sleep 0.2; done
sql -e 'SELECT VERSION()' | sed 's/^\([0-9]*\.[0-9]*\).*/MariaDB \1/' > seen

sql --force <<'SQL' 2>&1 | sed 's/ at line [0-9]*//; s/--------------//; /^$/d; /^INSERT/d; /^SET/d' | tee -a seen
CREATE DATABASE videos;
USE videos;
CREATE TABLE due (kind VARCHAR(20), at TIMESTAMP(6) NULL, plain DATETIME(6) NULL);
SELECT CONCAT('zone ', @@session.time_zone, ' ', @@system_time_zone);
INSERT INTO due (kind, at) VALUES ('timestamp', '2027-03-28 02:30:00');
INSERT INTO due (kind, plain) VALUES ('datetime', '2027-03-28 02:30:00');
SELECT CONCAT(kind, ' ', COALESCE(at, plain)) FROM due;
SQL

diff seen - <<'EXPECTED'
MariaDB 10.11
zone SYSTEM CET
ERROR 1292 (22007): Incorrect datetime value: '2027-03-28 02:30:00' for column `videos`.`due`.`at` at row 1
datetime 2027-03-28 02:30:00.000000
EXPECTED
echo "as stated"
