#!/usr/bin/env bash
# MariaDB 10.11: with utf8mb4_bin two texts that differ by blanks at the end are one, also to a primary key. Case and accents
# do matter to it. Bytes are compared by utf8mb4_nopad_bin only.
#
# Guessed: "binary" compares bytes, as it does for VARBINARY, and as MySQL's own newest, utf8mb4_0900_bin, does.
# Where it hurts: a table whose primary key is a name or an idempotency key takes "ads " for "ads"; the second job is told
# the first one's task, and a queue of that name gets another's tasks.
# Seen: 2026-11-28, Debian 12, MariaDB 10.11.19.
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
TZ=UTC mariadbd --no-defaults $user --datadir="$work/data" --socket="$work/socket" --skip-networking > server.log 2>&1 &
server=$!
trap 'kill $server; wait $server || true; rm -rf "$work"' EXIT
sql() { mariadb --no-defaults --socket="$work/socket" --skip-column-names --batch "$@"; }
for _ in $(seq 100); do sql -e 'SELECT 1' > /dev/null 2>&1 && break; sleep 0.2; done
sql -e 'SELECT VERSION()' | sed 's/^\([0-9]*\.[0-9]*\).*/MariaDB \1/' > seen

sql <<'SQL' | tee -a seen
CREATE DATABASE videos;
USE videos;
CREATE TABLE a (name VARCHAR(20) COLLATE utf8mb4_general_ci PRIMARY KEY);
CREATE TABLE b (name VARCHAR(20) COLLATE utf8mb4_bin PRIMARY KEY);
CREATE TABLE c (name VARCHAR(20) COLLATE utf8mb4_nopad_bin PRIMARY KEY);
INSERT IGNORE INTO a VALUES ('ads'), ('ADS'), ('äds'), ('ads ');
INSERT IGNORE INTO b VALUES ('ads'), ('ADS'), ('äds'), ('ads ');
INSERT IGNORE INTO c VALUES ('ads'), ('ADS'), ('äds'), ('ads ');
SELECT CONCAT('general_ci: ', (SELECT COUNT(*) FROM a), ' of 4 names, bin: ', (SELECT COUNT(*) FROM b),
  ', nopad_bin: ', (SELECT COUNT(*) FROM c));
SQL

diff seen - <<'EXPECTED'
MariaDB 10.11
general_ci: 1 of 4 names, bin: 3, nopad_bin: 4
EXPECTED
echo "as stated"
