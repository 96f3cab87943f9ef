#!/usr/bin/env bash
# JobRunr 8.7.0 (open source): what runStepOnce has run is kept in memory, and written to the database with the next look at
# the jobs in progress, up to a pollInterval later: 15 s by default, 5 s at least with a database. A process that is killed
# in between has its step run again, also a step that had ended seconds before.
#
# Guessed: "Run the supplied task exactly once" means that its end is written down before the job goes on.
# Where it hurts: a step that pays, such as a POST to a gateway, and the wait for what it started as the next part of the
# job: a kill in the first seconds of the wait has it paid for twice.
# Seen: 2026-11-29, H2 2.4.240, OpenJDK 17.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.jobrunr</groupId><artifactId>jobrunr</artifactId><version>8.7.0</version></dependency>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>2.19.4</version></dependency>
    <dependency><groupId>com.h2database</groupId><artifactId>h2</artifactId><version>2.4.240</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.filters.RetryFilter;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.runner.ThreadLocalJobContext;
import org.jobrunr.storage.sql.h2.H2StorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

public class Finding {
    public record Pay(String what) implements JobRequest {
        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    public static class Handler implements JobRequestHandler<Pay> {
        @Override
        public void run(Pay pay) throws Exception {
            ThreadLocalJobContext.getJobContext().runStepOnce("pay", () -> Files.writeString(Path.of("paid"), "paid\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND).toString());
            Thread.sleep(60_000);
        }
    }

    public static void main(String[] args) throws Exception {
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:./jobs;WRITE_DELAY=0", "sa", "");
        JobRequestScheduler scheduler = JobRunr.configure().useJsonMapper(new JacksonJsonMapper())
                .withJobFilter(new RetryFilter(10, 1)).useStorageProvider(new H2StorageProvider(database))
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andPollInterval(Duration.ofSeconds(5)))
                .initialize().getJobRequestScheduler();
        if (args.length > 0) {
            scheduler.enqueue(UUID.randomUUID(), new Pay("a video"));
        }
        Thread.sleep(Long.MAX_VALUE);
    }
}
JAVA
javac -cp 'lib/*' Finding.java

await() { # lines in "paid"
  for _ in $(seq 500); do
    [ "$(cat paid 2> /dev/null | wc -l)" -lt "$1" ] || return 0
    sleep .1
  done
}

java -cp 'lib/*:.' Finding first & node=$!
await 1
sleep 1
kill -9 "$node"
wait "$node" 2> /dev/null || true
java -cp 'lib/*:.' Finding & node=$!
await 2
kill -9 "$node"
wait "$node" 2> /dev/null || true

tee seen < paid
diff seen - <<'EXPECTED'
paid
paid
EXPECTED
echo "as stated"
