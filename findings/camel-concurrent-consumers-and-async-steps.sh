#!/usr/bin/env bash
# Camel 4.18.0: concurrentConsumers=2 of seda, and throttle in its default mode, don't bound how many exchanges are on their
# way when a step behind them is asynchronous; throttle with concurrentRequestsMode does.
#
# Guessed: two consumers means two messages at a time. The consumer's thread is free again as soon as the step says "later".
# Where it hurts: whoever sets concurrentConsumers to keep to a gateway's limit of jobs at once has all of them accepted,
# and paid for, at once.
# Seen: 2026-11-28, camel-seda and camel-core 4.18.0.
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;

public class Finding {
    static class Parking extends AsyncProcessorSupport {
        final Semaphore parked = new Semaphore(0);

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            parked.release();
            return false;
        }
    }

    public static void main(String[] args) throws Exception {
        for (String way : new String[] {"concurrentConsumers=2", "throttle(2)", "throttle(2).concurrentRequestsMode()"}) {
            Parking step = new Parking();
            DefaultCamelContext camel = new DefaultCamelContext();
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    switch (way) {
                        case "concurrentConsumers=2" -> from("seda:in?concurrentConsumers=2").process(step);
                        case "throttle(2)" -> from("seda:in").throttle(2).timePeriodMillis(100).process(step);
                        default -> from("seda:in?concurrentConsumers=20").throttle(2).concurrentRequestsMode().process(step);
                    }
                }
            });
            camel.start();
            ProducerTemplate template = camel.createProducerTemplate();
            for (int i = 0; i < 20; i++) {
                template.sendBody("seda:in", i);
            }
            System.out.println(way + ": all 20 on their way at once: " + step.parked.tryAcquire(20, 5, TimeUnit.SECONDS));
        }
        System.exit(0);
    }
}
JAVA
java -cp 'lib/*' Finding.java | tee seen

diff seen - <<'EXPECTED'
concurrentConsumers=2: all 20 on their way at once: true
throttle(2): all 20 on their way at once: true
throttle(2).concurrentRequestsMode(): all 20 on their way at once: false
EXPECTED
echo "as stated"
