package io.github.camelpika.recipes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import io.github.camelpika.simulator.PikaSimulator;
import io.github.camelpika.simulator.SimTask;
import jakarta.mail.Address;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.icegreen.greenmail.configuration.GreenMailConfiguration.aConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The files here, against a simulated gateway.
 */
class RecipesTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };

    @TempDir
    private Path folder;
    private final PikaSimulator simulator = PikaSimulator.builder()
            .durations(Durations.fixed(Duration.ofMillis(100), Duration.ofMillis(300))).start();

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void eachRowBecomesAVideoOfItsCampaignAndIsPaidForOnce() throws Exception {
        Path table = Files.copy(Path.of("campaigns/campaigns.csv"), Files.createDirectory(folder.resolve("campaigns")).resolve("all.csv"));
        try (Recipe recipe = recipe("campaigns", "cometapi").start()) {
            recipe.awaitFile("videos/spring/s-1.mp4");
            recipe.awaitFile("videos/spring/s-2.mp4");
            recipe.awaitFile("videos/winter/w-1.mp4");
        }
        assertThat(simulator.tasks()).extracting(SimTask::prompt).containsExactlyInAnyOrder(
                "A meadow in the morning, dew on the grass", "A bee lands on a crocus",
                "A sledge runs down a hill, \"faster\" says the child");

        Files.writeString(table, Files.readString(table) + "w-2,winter,1:1,Skates on black ice\n");
        try (Recipe recipe = recipe("campaigns", "cometapi").start()) {
            recipe.awaitFile("videos/winter/w-2.mp4");
        }
        assertThat(simulator.tasks()).hasSize(4);
    }

    @Test
    void rowThatIsRefusedHoldsUpNoOther() throws Exception {
        Files.copy(Path.of("campaigns/campaigns.csv"), Files.createDirectory(folder.resolve("campaigns")).resolve("all.csv"));
        simulator.faults().next(Operation.GENERATE, Fault.BAD_REQUEST);
        try (Recipe recipe = recipe("campaigns", "cometapi").start()) {
            await().atMost(SOON).until(() -> recipe.videos() == 2);
        }
        assertThat(posts()).isEqualTo(3);
    }

    @Test
    void callerGetsAnAddressThenItsStateThenACall() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        HttpServer caller = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        caller.createContext("/done", exchange -> {
            calls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        caller.start();
        int port = freePort();
        try (Recipe recipe = recipe("rest", "cometapi").with("camel.server.enabled", "true").with("camel.server.port", "" + port)
                .with("notify", "http://127.0.0.1:" + caller.getAddress().getPort() + "/done").start()) {
            URI videos = URI.create("http://127.0.0.1:" + port + "/videos");
            assertThat(post(videos, null).statusCode()).isEqualTo(400);
            HttpResponse<String> accepted = post(videos, "order-7");
            assertThat(accepted.statusCode()).isEqualTo(202);
            String location = accepted.headers().firstValue("Location").orElseThrow();
            assertThat(post(videos, "order-7").headers().firstValue("Location")).contains(location);

            await().atMost(SOON).untilAsserted(() -> assertThat(
                    HTTP.send(HttpRequest.newBuilder(videos.resolve(location)).build(), HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("{\"state\":\"SUCCEEDED\"}"));
            String task = location.substring("/videos/".length());
            await().atMost(SOON).untilAsserted(() -> assertThat(calls)
                    .containsExactly("{\"order\":\"order-7\",\"task\":\"" + task + "\",\"state\":\"SUCCEEDED\"}"));
            assertThat(folder.resolve("videos/" + task + ".mp4")).isNotEmptyFile();
        } finally {
            caller.stop(0);
        }
        assertThat(simulator.tasks()).hasSize(1);
    }

    private static HttpResponse<String> post(URI address, String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("A paper boat drifts across a pond"));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void pictureOfAFolderIsUploadedAndSetInMotion() throws Exception {
        Files.createDirectory(folder.resolve("pictures"));
        Files.write(folder.resolve("pictures/cat.png"), PNG);
        try (Recipe recipe = recipe("picture", "pika").start()) {
            recipe.awaitFile("videos/cat.mp4");
        }
        assertThat(simulator.uploads()).hasSize(1);
    }

    @Test
    void promptsComeFromAServerAndVideosGoThere() throws Exception {
        Files.createDirectories(folder.resolve("server/prompts"));
        Files.createDirectories(folder.resolve("server/videos"));
        Files.writeString(folder.resolve("server/prompts/boat.txt"), "A paper boat drifts across a pond");
        int port = freePort();
        FtpServer server = ftp(port);
        server.start();
        try (Recipe recipe = recipe("ftp", "cometapi").with("ftp.host", "127.0.0.1:" + port).with("ftp.user", "pika")
                .with("ftp.password", "a+b&c").start()) {
            recipe.awaitFile("server/videos/boat.mp4");
            recipe.awaitFile("server/prompts/.done/boat.txt");
        } finally {
            server.stop();
        }
        assertThat(posts()).isEqualTo(1);
    }

    private FtpServer ftp(int port) throws Exception {
        FtpServerFactory factory = new FtpServerFactory();
        ListenerFactory listener = new ListenerFactory();
        listener.setPort(port);
        listener.setServerAddress("127.0.0.1");
        factory.addListener("default", listener.createListener());
        BaseUser user = new BaseUser();
        user.setName("pika");
        user.setPassword("a+b&c");
        user.setHomeDirectory(folder.resolve("server").toString());
        user.setAuthorities(List.of(new WritePermission()));
        factory.getUserManager().save(user);
        return factory.createServer();
    }

    @Test
    void whatCostsMoreWaitsForAPerson() throws Exception {
        try (Recipe recipe = recipe("approval", "pika").with("free", "0.44").start()) {
            recipe.put("prompts/boat.txt", "A paper boat drifts across a pond");
            recipe.awaitFile("waiting/boat.txt");
            assertThat(posts()).isZero();

            Files.createDirectories(folder.resolve("approved"));
            Files.move(folder.resolve("waiting/boat.txt"), folder.resolve("approved/boat.txt"));
            recipe.awaitFile("videos/boat.mp4");
        }
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void whatIsCheapIsMadeAtOnce() throws Exception {
        try (Recipe recipe = recipe("approval", "pika").with("free", "0.45").start()) {
            recipe.put("prompts/boat.txt", "A paper boat drifts across a pond");
            recipe.awaitFile("videos/boat.mp4");
        }
        assertThat(folder.resolve("waiting")).doesNotExist();
    }

    @Test
    void agentHasAVideoMadeOnce() throws Exception {
        try (Recipe recipe = recipe("agent", "pika").with("free", "0.45").bind("chatModel", new AskingModel()).start()) {
            String told = recipe.ask("Make me a video of a boat");
            assertThat(told).startsWith("It is task ");
            assertThat(recipe.ask("And once more")).isEqualTo(told);
            recipe.awaitFile("videos/" + simulator.tasks().get(0).id() + ".mp4");
        }
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void agentCanNotSpendMoreThanItMay() throws Exception {
        try (Recipe recipe = recipe("agent", "pika").with("free", "0.44").bind("chatModel", new AskingModel()).start()) {
            assertThat(recipe.ask("Make me a video of a boat")).contains("a person has to approve it");
        }
        assertThat(posts()).isZero();
        assertThat(folder.resolve("waiting")).isNotEmptyDirectory();
    }

    @Test
    void whatAPersonApprovesForAnAgentIsMade() throws Exception {
        try (Recipe recipe = recipe("agent", "pika").with("free", "0.44").bind("chatModel", new AskingModel()).start()) {
            recipe.ask("Make me a video of a boat");
            Files.createDirectories(folder.resolve("approved"));
            Files.move(fileIn(folder.resolve("waiting")), folder.resolve("approved/boat.txt"));
            await().atMost(SOON).until(() -> recipe.videos() == 1);
        }
        assertThat(simulator.tasks()).extracting(SimTask::prompt).containsExactly("A paper boat drifts across a pond");
    }

    @Test
    void agentIsToldThatTheBudgetIsSpent() throws Exception {
        try (Recipe recipe = recipe("agent", "pika").with("free", "0.45").with("camel.component.pika.max-cost-per-day", "0.44")
                .bind("chatModel", new AskingModel()).start()) {
            assertThat(recipe.ask("Make me a video of a boat")).startsWith("There will be no video: ").contains("maxCostPerDay");
        }
        assertThat(posts()).isZero();
    }

    private static Path fileIn(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            return files.iterator().next();
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "UNAUTHORIZED", "TOO_MANY_REQUESTS_WITH_RETRY_AFTER" })
    void jobThatIsRefusedGoesToTheSecondGateway(Fault refusal) throws Exception {
        simulator.faults().next(Operation.GENERATE, refusal);
        try (Recipe recipe = twoGateways().with("patience", "1s").start()) {
            recipe.put("prompts/boat.txt", "A paper boat drifts across a pond");
            recipe.awaitFile("videos/boat.mp4");
        }
        assertThat(posts()).isEqualTo(2);
        assertThat(simulator.tasks()).hasSize(1);
    }

    @Test
    void jobForAGatewayThatIsAwayGoesToTheSecondOne() throws Exception {
        try (Recipe recipe = twoGateways().with("patience", "1s").with("camel.component.pika.baseUri", "http://127.0.0.1:" + freePort()).start()) {
            recipe.put("prompts/boat.txt", "A paper boat drifts across a pond");
            recipe.awaitFile("videos/boat.mp4");
        }
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void fileThatComesAgainIsRefusedAndMadeOnce() throws Exception {
        simulator.faults().next(Operation.GENERATE, Fault.NO_CREDIT);
        try (Recipe recipe = twoGateways().start()) {
            Path prompt = recipe.put("prompts/boat.txt", "A paper boat drifts across a pond");
            recipe.awaitFile("videos/boat.mp4");

            await().atMost(SOON).until(() -> Files.notExists(prompt));
            Files.move(folder.resolve("prompts/.camel/boat.txt"), prompt);
            recipe.awaitFile("prompts/.camel/boat.txt");
        }
        assertThat(posts()).isEqualTo(2);
        assertThat(simulator.tasks()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = { "LOST_RESPONSE", "ACCEPT_THEN_ERROR", "CUT_JSON" })
    void jobOfWhichNobodyKnowsGoesNowhereElse(Fault doubt) throws Exception {
        simulator.faults().next(Operation.GENERATE, doubt);
        try (Recipe recipe = twoGateways().start()) {
            recipe.put("prompts/boat.txt", "A paper boat drifts across a pond");
            recipe.awaitFile("prompts/.camel/boat.txt");
        }
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void costsAreMailed() throws Exception {
        Properties anyCertificate = new Properties();
        anyCertificate.setProperty("mail.smtps.ssl.checkserveridentity", "false");
        ServerSetup free = ServerSetup.SMTPS.dynamicPort();
        free.setServerStartupTimeout(SOON.toMillis());
        GreenMail mail = new GreenMail(free).withConfiguration(aConfig().withUser("pika@example.com", "pika", "a+b&c"));
        mail.start();
        try (Recipe recipe = recipe("nightly-cost-report", "pika").with("report.cron", "0/2 * * * * ?").with("report.days", "today")
                .with("mail.host", "127.0.0.1:" + mail.getSmtps().getPort()).with("mail.user", "pika").with("mail.password", "a+b&c")
                .with("mail.from", "pika@example.com").with("mail.to", "billing@example.com")
                .with("camel.ssl.enabled", "true").with("camel.ssl.trustAllCertificates", "true")
                .with("camel.component.smtps.useGlobalSslContextParameters", "true").bind("anyCertificate", anyCertificate)
                .with("camel.component.smtps.additionalJavaMailProperties", "#bean:anyCertificate").start()) {
            recipe.send("pika:generate?costLabel=spring", "A paper boat drifts across a pond");
            await().atMost(SOON).untilAsserted(() -> assertThat(mail.getReceivedMessages()).extracting(GreenMailUtil::getBody)
                    .anySatisfy(body -> assertThat(body).startsWith("day,label,route,").contains(",spring,")));
            assertThat(mail.getReceivedMessages()[0].getSubject()).startsWith("What videos cost: today, at ");
            assertThat(mail.getReceivedMessages()[0].getAllRecipients()).extracting(Address::toString).containsExactly("billing@example.com");
        } finally {
            mail.stop();
        }
    }

    @Test
    void costsAreMailedAfterMidnightOfTheBudgetsZone() throws Exception {
        try (Recipe recipe = recipe("nightly-cost-report", "pika").with("camel.component.pika.budget-zone", "Asia/Tokyo")
                .with("mail.host", "127.0.0.1").with("mail.user", "pika").with("mail.password", "a+b&c")
                .with("mail.from", "pika@example.com").with("mail.to", "billing@example.com").start()) {
            QuartzEndpoint timer = recipe.endpoint(QuartzEndpoint.class);
            Instant next = timer.getComponent().getScheduler().getTrigger(timer.getTriggerKey()).getNextFireTime().toInstant();
            assertThat(next.atZone(ZoneId.of("Asia/Tokyo")).toLocalTime()).isEqualTo(LocalTime.of(0, 15));
        }
    }

    private Recipe twoGateways() throws Exception {
        return recipe("second-gateway", "cometapi").with("second.gateway", "vapi")
                .with("second.baseUri", simulator.baseUri("vapi").toString()).with("second.apiKey", simulator.apiKey());
    }

    private Recipe recipe(String name, String gateway) throws Exception {
        return new Recipe(name, folder, simulator, gateway);
    }

    private long posts() {
        return simulator.requests().stream().filter(request -> request.operation() == Operation.GENERATE).count();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
