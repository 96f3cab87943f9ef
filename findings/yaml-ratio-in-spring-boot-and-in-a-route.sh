#!/usr/bin/env bash
# The same line, ratio: 16:9, is the number 969 to Spring Boot 3.5.10 (SnakeYAML, YAML 1.1) and the text 16:9 to Camel's YAML
# DSL 4.18.0 (SnakeYAML Engine, YAML 1.2). 9:16 is 556 there, 4:5 is 245, 1:1 is 61.
#
# Guessed: a value without quotes that isn't a number is a text, in both files of one application. YAML 1.1 reads digits with
# colons as numbers to the base of 60.
# Where it hurts: a ratio that is right in the route is sent as 969 once it is moved to application.yaml.
# Seen: 2026-11-28, OpenJDK 17.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot</artifactId><version>3.5.10</version></dependency>
    <dependency><groupId>org.yaml</groupId><artifactId>snakeyaml</artifactId><version>2.4</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core-engine</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core-languages</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-yaml-dsl</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-stub</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-direct</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.nio.charset.StandardCharsets;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

public class Finding {
    public static void main(String[] args) throws Exception {
        for (String value : new String[] {"16:9", "9:16", "4:5", "1:1", "16x9", "1e3"}) {
            System.out.println(value + ": Spring Boot " + inSpringBoot(value) + ", Camel " + inRoute(value));
        }
    }

    static String inSpringBoot(String value) throws Exception {
        byte[] yaml = ("video:\n  ratio: " + value + "\n").getBytes(StandardCharsets.UTF_8);
        PropertySource<?> source = new YamlPropertySourceLoader().load("application", new ByteArrayResource(yaml)).get(0);
        return told(source.getProperty("video.ratio"));
    }

    static String inRoute(String value) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Resource route = ResourceHelper.fromString("route.yaml", """
                    - from:
                        uri: direct:in
                        steps:
                          - setHeader:
                              name: ratio
                              constant: x
                          - to:
                              uri: stub:video
                              parameters:
                                ratio: %s
                    """.formatted(value));
            PluginHelper.getRoutesLoader(camel).loadRoutes(route);
            camel.start();
            return camel.getEndpoints().stream().map(Endpoint::getEndpointUri).filter(uri -> uri.startsWith("stub"))
                    .findFirst().orElseThrow().replaceAll(".*ratio=", "");
        }
    }

    static String told(Object read) {
        return read + " (" + read.getClass().getSimpleName() + ")";
    }
}
JAVA
java -cp 'lib/*' Finding.java | tee seen

diff seen - <<'EXPECTED'
16:9: Spring Boot 969 (Integer), Camel 16:9
9:16: Spring Boot 556 (Integer), Camel 9:16
4:5: Spring Boot 245 (Integer), Camel 4:5
1:1: Spring Boot 61 (Integer), Camel 1:1
16x9: Spring Boot 16x9 (String), Camel 16x9
1e3: Spring Boot 1000.0 (Double), Camel 1e3
EXPECTED
echo "as stated"
