#!/usr/bin/env bash
# Camel 4.18.0: a seda route that is suspended while an exchange takes longer than the time-out is dead after its resume,
# with the status Started; stopping and starting it brings it back.
#
# Guessed: a suspend that isn't done within its time-out fails or goes on in the background, and resumeRoute makes the route
# take messages again. Nothing is thrown, and the status tells the same as that of a route that works.
# The exchange that took too long is interrupted.
# Where it hurts: a route that waits for minutes is what an operator suspends before maintenance.
# Seen: 2026-11-28, camel-core-engine 4.18.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core-engine</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core-languages</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-seda</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

public class Finding {
    public static void main(String[] args) throws Exception {
        for (boolean slow : new boolean[] {false, true}) {
            CountDownLatch slowOneMayEnd = new CountDownLatch(slow ? 1 : 0);
            Semaphore taken = new Semaphore(0);
            Semaphore done = new Semaphore(0);
            try (DefaultCamelContext camel = new DefaultCamelContext()) {
                camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("seda:in").routeId("route").process(exchange -> {
                            taken.release();
                            try {
                                slowOneMayEnd.await();
                            } finally {
                                done.release();
                            }
                        });
                    }
                });
                camel.start();
                ProducerTemplate template = camel.createProducerTemplate();
                template.sendBody("seda:in", "first");
                taken.acquire();
                if (!slow) {
                    done.acquire();
                }
                camel.getRouteController().suspendRoute("route", 1, TimeUnit.SECONDS);
                System.out.println((slow ? "slow" : "quick") + ": " + camel.getRouteController().getRouteStatus("route"));
                slowOneMayEnd.countDown();
                if (slow) {
                    done.acquire();
                }
                camel.getRouteController().resumeRoute("route");
                template.sendBody("seda:in", "second");
                System.out.println("  resumed: " + camel.getRouteController().getRouteStatus("route")
                        + ", takes the next message: " + taken.tryAcquire(5, TimeUnit.SECONDS));
                camel.getRouteController().stopRoute("route");
                camel.getRouteController().startRoute("route");
                template.sendBody("seda:in", "third");
                System.out.println("  stopped and started: takes the next message: " + taken.tryAcquire(5, TimeUnit.SECONDS));
            }
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java | tee seen

diff seen - <<'EXPECTED'
quick: Suspended
  resumed: Started, takes the next message: true
  stopped and started: takes the next message: true
slow: Suspended
  resumed: Started, takes the next message: false
  stopped and started: takes the next message: true
EXPECTED
echo "as stated"
