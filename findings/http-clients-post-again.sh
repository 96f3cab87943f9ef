#!/usr/bin/env bash
# Apache HttpClient 5.5.1, and with it Camel's http: component 4.18.0, send a POST a second time when the server answers 429
# or 503.
#
# Guessed: a POST isn't idempotent, so a client that isn't told otherwise sends it once. That is so for a connection that
# breaks; for these two statuses the method isn't looked at, only whether the body can be written again, and a text can.
# Where it hurts: a service that takes a job and then answers 503 (a proxy in front of it does) is paid for twice, and the
# caller sees one answer. The cure is HttpClientBuilder.disableAutomaticRetries(), in Camel by a HttpClientConfigurer.
# Seen: 2026-11-28, OpenJDK 17.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-http</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core-engine</artifactId><version>4.18.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat > Finding.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.VersionInfo;

public class Finding {
    static final String JOB = "{\"prompt\":\"a cat\"}";

    interface Client {
        void post(String url) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        System.out.println("httpclient5 " + VersionInfo
                .loadVersionInfo("org.apache.hc.client5", Finding.class.getClassLoader()).getRelease());
        try (CloseableHttpClient client = HttpClients.createDefault(); DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            for (int status : new int[] {429, 502, 503}) {
                System.out.println(status + " to HttpClient: " + posts(status, url -> {
                    HttpPost post = new HttpPost(url);
                    post.setEntity(new StringEntity(JOB, ContentType.APPLICATION_JSON));
                    client.execute(post, response -> null);
                }) + " POST(s)");
                System.out.println(status + " to Camel's http: " + posts(status, url -> {
                    try {
                        camel.createProducerTemplate().requestBody(url, JOB);
                    } catch (CamelExecutionException refused) {
                        // what Camel makes of the status
                    }
                }) + " POST(s)");
            }
        }
    }

    static int posts(int status, Client client) throws Exception {
        AtomicInteger posts = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            posts.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            client.post("http://127.0.0.1:" + server.getAddress().getPort() + "/jobs");
        } finally {
            server.stop(0);
        }
        return posts.get();
    }
}
JAVA
java -cp 'lib/*' Finding.java | tee seen

diff seen - <<'EXPECTED'
httpclient5 5.5.1
429 to HttpClient: 2 POST(s)
429 to Camel's http: 2 POST(s)
502 to HttpClient: 1 POST(s)
502 to Camel's http: 1 POST(s)
503 to HttpClient: 2 POST(s)
503 to Camel's http: 2 POST(s)
EXPECTED
echo "as stated"
