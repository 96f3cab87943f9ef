package io.github.camelpika.camelk;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpika.cli.CamelCli;
import io.github.camelpika.cli.Program;
import io.github.camelpika.simulator.PikaSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the manifests say, done by the Camel CLI in the place of Camel K: the same routes, dependencies and mounted
 * properties, but for the addresses of the gateway and the database.
 */
class CamelKTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;
    private final PikaSimulator simulator = Program.gateway();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Program> pods = new ArrayList<>();
    private EmbeddedPostgres database;

    @BeforeEach
    void mount() throws IOException {
        database = EmbeddedPostgres.builder().start();
        Properties mounted = Manifests.mounted();
        mounted.setProperty("pika.apiKey", simulator.apiKey());
        mounted.setProperty("camel.component.pika.base-uri", simulator.baseUri("cometapi").toString());
        mounted.setProperty("camel.component.pika.poll-interval", "200ms");
        mounted.setProperty("camel.beans.database.jdbcUrl", database.getJdbcUrl("postgres", "postgres"));
        mounted.setProperty("camel.beans.database.username", "postgres");
        try (var out = Files.newBufferedWriter(folder.resolve("application.properties"))) {
            mounted.store(out, null);
        }
    }

    @AfterEach
    void stop() throws IOException {
        pods.forEach(Program::close);
        database.close();
        simulator.close();
    }

    @Test
    void replicasShareTheWorkAndAJobThatComesTwiceIsOne() throws Exception {
        JsonNode integration = Manifests.named("Integration", "videos");
        write("videos.camel.yaml", integration.at("/spec/flows"));
        List<URI> replicas = new ArrayList<>();
        for (int port : freePorts(integration.at("/spec/replicas").asInt())) {
            pods.add(start(integration.at("/spec/dependencies"), "videos.camel.yaml", "--port=" + port));
            replicas.add(URI.create("http://127.0.0.1:" + port + "/videos"));
        }
        pods.forEach(pod -> await().atMost(LONG).until(() -> pod.output().contains("Started finished")));

        String first = post(replicas.get(0), "job-1").body();
        String again = post(replicas.get(1), "job-1").body();
        for (int job = 2; job <= 4; job++) {
            post(replicas.get(job % replicas.size()), "job-" + job);
        }

        assertThat(again).isEqualTo(first).isEqualTo(simulator.tasks().get(0).id());
        await().atMost(LONG).until(() -> videos().size() >= 4);
        assertThat(simulator.tasks()).hasSize(4).allMatch(task -> videos().contains(task.id() + ".mp4"));
        for (Program pod : pods) {
            assertThat(pod.output()).doesNotContain("Zq7");
        }
    }

    @Test
    void pipeTellsOfEachVideo() throws Exception {
        try (Inbox inbox = Inbox.open()) {
            JsonNode pipe = Manifests.named("Pipe", "finished");
            write("finished.yaml", pipe);
            Path file = folder.resolve("finished.yaml");
            Files.writeString(file, Files.readString(file).replace("http://orders", inbox.address()));
            Files.writeString(folder.resolve("submit.camel.yaml"), """
                    - route:
                        from:
                          uri: timer:once?repeatCount=1
                          steps:
                            - setBody:
                                constant: a cat
                            - to: kamelet:pika-generate-action?queue=told
                    """);
            pods.add(start(pipe.at("/spec/integration/dependencies"), "finished.yaml", "submit.camel.yaml"));

            String told = inbox.next(LONG);

            assertThat(told).contains(simulator.tasks().get(0).id(), "\"state\":\"SUCCEEDED\"");
            assertThat(pods.get(0).output()).doesNotContain("Zq7");
        }
    }

    private Program start(JsonNode dependencies, String... args) throws IOException {
        List<String> command = CamelCli.command("run");
        command.addAll(List.of(args));
        command.add("application.properties");
        dependencies.forEach(dependency -> command.add("--dep=" + dependency.textValue()));
        return Program.start(pod(), Program.account(simulator), command);
    }

    /** A folder of its own with all files, as the CLI keeps notes of a run where it runs. */
    private Path pod() throws IOException {
        Path pod = Files.createDirectory(folder.resolve("pod-" + pods.size()));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, pod.resolve(file.getFileName()));
            }
        }
        return pod;
    }

    private void write(String file, JsonNode yaml) throws IOException {
        Files.writeString(folder.resolve(file), Manifests.YAML.writeValueAsString(yaml)
                .replace("\"/videos\"", "\"" + folder.resolve("videos") + "\""));
    }

    private HttpResponse<String> post(URI replica, String key) throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(replica).header("Idempotency-Key", key)
                .header("Content-Type", "text/plain").POST(BodyPublishers.ofString("a cat")).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private List<String> videos() {
        try (Stream<Path> files = Files.list(folder.resolve("videos"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".mp4")).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Below those that the system gives to connections, which come and go. */
    private static int[] freePorts(int count) {
        return IntStream.range(20_000, 32_000).filter(CamelKTest::isFree).limit(count).toArray();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
