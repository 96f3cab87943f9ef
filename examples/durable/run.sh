#!/usr/bin/env bash
# Runs the batch, kills it half-way, runs it again, and looks whether each row has its line and was posted once.
# README.md says how to start it. The first argument is the class path; all others go to both runs.
set -euo pipefail
cd "$(dirname "$0")"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
export CLASSPATH=$1
shift

work=${DURABLE_WORK:-target/kill}
rm -rf "$work"
mkdir -p "$work"
lines=$work/videos/result.csv
rows=$(($(wc -l <input/prompts.csv) - 1))

# A gateway in a process of its own: it is to outlive the one that is killed, and it counts.
"$java" io.github.camelpika.simulator.SimulatorMain --port=0 --speed=60 --api-key=sim-key >"$work/simulator.log" &
simulator=$!
trap 'kill -9 $simulator ${batch:-} 2>/dev/null || true' EXIT
for _ in $(seq 600); do
  gateway=$(grep -om1 'http://127.0.0.1:[0-9]*' "$work/simulator.log" || true)
  if [ -n "$gateway" ]; then break; fi
  sleep 0.1
done
[ -n "$gateway" ] || { echo "The simulator did not start."; exit 1; }
export PIKA_GATEWAY=cometapi PIKA_BASE_URI=$gateway/cometapi PIKA_API_KEY=sim-key

# The batch has a name of its own, so that a database may be used for this more than once.
options=("-Ddurable.database=jdbc:h2:file:./$work/pika;DB_CLOSE_DELAY=-1" "-Ddurable.batch=kill-$(date +%s)"
  "-Ddurable.output=$work/videos" -Dcamel.component.pika.max-requests-per-second=40
  -Dcamel.component.pika.poll-interval=1s "$@")

posts() { curl -sf "$gateway/admin/requests" | grep -o '"operation":"GENERATE"' | wc -l; }
written() { if [ -f "$lines" ]; then echo $(($(wc -l <"$lines") - 1)); else echo 0; fi; }

echo "The first run begins with $rows rows."
"$java" "${options[@]}" io.github.camelpika.durable.Durable &
batch=$!
# Half of the lines are there, and no POST is under way: one that a kill hits is nobody's to repeat, and README.md says
# what becomes of it.
until [ "$(written)" -ge $((rows / 2)) ] && [ "$(posts)" -eq "$rows" ]; do
  kill -0 $batch 2>/dev/null || { echo "The first run ended too soon."; exit 1; }
  sleep 0.05
done
kill -9 $batch
wait $batch 2>/dev/null || true
before=$(written)
echo "Killed: $before of $rows rows have their line, and the gateway has had $(posts) POSTs."
if [ "$before" -ge "$rows" ]; then echo "The kill came too late."; exit 1; fi

echo "The second run begins."
"$java" "${options[@]}" io.github.camelpika.durable.Durable &
batch=$!
wait $batch

curl -sf "$gateway/admin/requests" >"$work/requests.json"
different=$(tail -n +2 "$lines" | cut -d, -f1 | sort -u | wc -l)
echo "Rows: $rows. Lines: $(written), of $different rows. POSTs at the gateway: $(posts)."
[ "$(written)" -eq "$rows" ] && [ "$different" -eq "$rows" ] && [ "$(posts)" -eq "$rows" ]
