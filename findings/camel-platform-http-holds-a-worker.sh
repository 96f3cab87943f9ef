#!/usr/bin/env bash
# camel-platform-http-vertx 4.18.0: an exchange that waits asynchronously still holds a worker of Vert.x. The 21st caller
# isn't let into the route until one of 20 is answered.
#
# Guessed: an AsyncProcessor that returns false gives its thread back, behind a Vert.x server most of all. The consumer calls
# the synchronous process() on a worker, which sleeps on a latch until the callback.
# Where it hurts: "POST /videos" that waits for its video holds up every other path of the server, health included. Answer
# 202 at once, and let the caller ask.
# Seen: 2026-11-28, camel-platform-http-vertx 4.18.0 with Vert.x's defaults.
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
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-platform-http-vertx</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;

public class Finding {
    public static void main(String[] args) throws Exception {
        Semaphore entered = new Semaphore(0);
        List<AsyncCallback> waiting = new CopyOnWriteArrayList<>();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        try (ServerSocket free = new ServerSocket(0)) {
            server.setBindPort(free.getLocalPort());
        }
        server.setBindHost("127.0.0.1");
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.addService(new VertxPlatformHttpServer(server));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/videos").process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        waiting.add(callback);
                        entered.release();
                        return false;
                    }
                });
            }
        });
        camel.start();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getBindPort() + "/videos")).build();
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < 30; i++) {
            client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        }
        entered.acquire(20);
        System.out.println("20 of 30 callers are in the route, and wait");
        System.out.println("another one comes in within 3 s: " + entered.tryAcquire(3, TimeUnit.SECONDS));
        waiting.get(0).done(false);
        System.out.println("another one comes in once one was answered: " + entered.tryAcquire(10, TimeUnit.SECONDS));
        System.exit(0);
    }
}
JAVA
java -cp 'lib/*' Finding.java | tee seen

diff seen - <<'EXPECTED'
20 of 30 callers are in the route, and wait
another one comes in within 3 s: false
another one comes in once one was answered: true
EXPECTED
echo "as stated"
