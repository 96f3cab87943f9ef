#!/usr/bin/env bash
# Camel 4.18.0: the Simple language compares a BigDecimal with a number as if both were whole numbers, and a Double too where
# the other side is one. Written as text, the same value compares right.
#
# Guessed: ${header.price} > 0.3 is true for a price of 0.45, whatever class holds it, most of all in BigDecimal.
# Where it hurts: an approval step before money is spent, filter "${header.price} <= 0.3", lets 0.45 through.
# Seen: 2026-11-28, camel-core-languages 4.18.0.
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
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.math.BigDecimal;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

public class Finding {
    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Exchange exchange = new DefaultExchange(camel);
            for (String[] test : new String[][] {{"0.45", "> 0.3"}, {"0.45", "<= 0.3"}, {"1.9", "== 1"}}) {
                BigDecimal price = new BigDecimal(test[0]);
                for (Object value : new Object[] {price, price.doubleValue(), price.toPlainString()}) {
                    exchange.getMessage().setHeader("price", value);
                    boolean matches = camel.resolveLanguage("simple").createPredicate("${header.price} " + test[1])
                            .matches(exchange);
                    System.out.println(value.getClass().getSimpleName() + " " + value + " " + test[1] + ": " + matches);
                }
            }
        }
    }
}
JAVA
java -cp 'lib/*' Finding.java | tee seen

diff seen - <<'EXPECTED'
BigDecimal 0.45 > 0.3: false
Double 0.45 > 0.3: true
String 0.45 > 0.3: true
BigDecimal 0.45 <= 0.3: true
Double 0.45 <= 0.3: false
String 0.45 <= 0.3: false
BigDecimal 1.9 == 1: true
Double 1.9 == 1: true
String 1.9 == 1: false
EXPECTED
echo "as stated"
