#!/usr/bin/env bash
# Camel 4.18.0: what a step adds with addOnCompletion runs before the caller goes on, when the step stands in a Kamelet, an
# enrich, a split, a multicast or a recipient list; it runs at the end of the caller's exchange in direct, toD, routingSlip,
# loop and doTry.
#
# Guessed: a Kamelet is a step like another, and "when the exchange completes" means the exchange that the caller sees. A
# Kamelet has a unit of work of its own.
# Where it hurts: a component that hands over a temporary file and deletes it "on completion" gives a Kamelet's caller a
# file that is gone.
# Seen: 2026-11-28, camel-kamelet and camel-core 4.18.0.
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
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-direct</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-kamelet</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.SynchronizationAdapter;

public class Finding {
    public static void main(String[] args) throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        Processor adds = exchange -> exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                order.add("on completion");
            }
        });
        Processor caller = exchange -> order.add("caller goes on");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    routeTemplate("adding").from("kamelet:source").process(adds);
                    from("direct:adding").process(adds);
                    from("direct:kamelet").to("kamelet:adding").process(caller);
                    from("direct:direct").to("direct:adding").process(caller);
                    from("direct:toD").toD("direct:adding").process(caller);
                    from("direct:enrich").enrich("direct:adding").process(caller);
                    from("direct:multicast").multicast().to("direct:adding").end().process(caller);
                    from("direct:split").split(body()).to("direct:adding").end().process(caller);
                    from("direct:recipientList").recipientList(constant("direct:adding")).end().process(caller);
                    from("direct:routingSlip").routingSlip(constant("direct:adding")).end().process(caller);
                    from("direct:loop").loop(1).to("direct:adding").end().process(caller);
                    from("direct:doTry").doTry().to("direct:adding").doCatch(Exception.class).end().process(caller);
                }
            });
            camel.start();
            for (String way : List.of("kamelet", "enrich", "multicast", "split", "recipientList", "direct", "toD",
                    "routingSlip", "loop", "doTry")) {
                order.clear();
                camel.createProducerTemplate().requestBody("direct:" + way, "x");
                System.out.println(way + ": " + String.join(", ", order));
            }
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java | tee seen

diff seen - <<'EXPECTED'
kamelet: on completion, caller goes on
enrich: on completion, caller goes on
multicast: on completion, caller goes on
split: on completion, caller goes on
recipientList: on completion, caller goes on
direct: caller goes on, on completion
toD: caller goes on, on completion
routingSlip: caller goes on, on completion
loop: caller goes on, on completion
doTry: caller goes on, on completion
EXPECTED
echo "as stated"
