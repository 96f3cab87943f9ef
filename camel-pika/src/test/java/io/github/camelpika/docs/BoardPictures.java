package io.github.camelpika.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelpika.rig.BoardRig;
import io.github.camelpika.rig.Browser;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Durations;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.builder.RouteBuilder;
import org.openqa.selenium.Keys;

/**
 * Takes the pictures of docs/board.adoc in Chromium: an evening's work at three simulated gateways, on a clock that is turned.
 * <pre>
 * ./mvnw -ntp -pl camel-pika -am test-compile
 * ./mvnw -ntp -pl camel-pika exec:java -Dexec.classpathScope=test -Dexec.mainClass=io.github.camelpika.docs.BoardPictures \
 *     -Dexec.args=../docs/images
 * </pre>
 */
public final class BoardPictures {

    private static final List<String> PROMPTS = List.of("A paper lantern rises over a dark lake, its glow rippling on the water",
            "A fox trots through fresh snow at dawn, breath steaming", "A red tram turns into a wet street at night, neon in the puddles",
            "Steam curls from a cast-iron teapot on a wooden table", "Fishing boats rock in a small harbour under low clouds",
            "A glass marble rolls down a spiral of old books", "Wind moves through a field of barley, late sun",
            "A lighthouse beam sweeps over breaking waves");

    private static final String TOKEN = "a-board-of-my-own";

    private BoardPictures() {
    }

    public static void main(String[] folder) throws Exception {
        PikaRig rig = new PikaRig(Durations.realistic());
        rig.component.setMaxPointsPerDay(40_000L);
        rig.add("pika-vapi", "vapi");
        rig.add("pika-fal", "fal");
        Path videos = Files.createTempDirectory("videos");
        try (BoardRig board = new BoardRig(rig, "boardActions=true&boardToken=" + TOKEN, routes(videos));
             Browser browser = Browser.open().orElseThrow()) {
            evening(rig);
            browser.look(1180, 3600, "light").go(board.address);
            browser.find("#token").sendKeys(TOKEN, Keys.ENTER);
            long stills = board.board("", "X-Pika-Token", TOKEN).path("ended").findValues("media").stream()
                    .filter(media -> media.toString().contains("poster")).count();
            browser.waitFor("document.querySelectorAll('#ended-list .screen img').length == " + stills);
            take(browser.look(1180, 1560, "light"), Path.of(folder[0], "board.png"));
            browser.driver.executeScript("document.querySelector('#ended-list').scrollIntoView()");
            take(browser.look(1180, 1560, "dark"), Path.of(folder[0], "board-dark.png"));
            browser.driver.executeScript("window.scrollTo(0, 0)");
            take(browser.look(400, 1560, "light"), Path.of(folder[0], "board-narrow.png"));
        }
        System.exit(0);
    }

    private static RouteBuilder routes(Path videos) {
        AtomicBoolean first = new AtomicBoolean(true);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ads").routeId("ads").to("pika:generate?queue=ads&costLabel=${header.campaign}").to("mock:on");
                from("pika:feed?queue=ads&maxDeliveries=1").routeId("ads-out").process(exchange -> {
                    if (first.getAndSet(false)) {
                        throw new IllegalStateException("no room for the film");
                    }
                }).to("pika:download?directory=" + videos);
                from("direct:clips").routeId("clips").to("pika-vapi:generate?model=2.2").to("pika-vapi:feed")
                        .to("pika-vapi:download?directory=" + videos);
                from("direct:shop").routeId("shop").to("pika-fal:generate").to("pika-fal:feed");
            }
        };
    }

    private static void evening(PikaRig rig) throws Exception {
        for (int i = 0; i < 92; i++) {
            send(rig, List.of("direct:ads", "direct:clips", "direct:ads", "direct:shop").get(i % 4), i);
            rig.advance(Duration.ofSeconds(40));
        }
        rig.advance(Duration.ofMinutes(20));
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        send(rig, "direct:ads", 6);
        for (int i = 0; i < 9; i++) {
            send(rig, List.of("direct:ads", "direct:clips", "direct:shop").get(i % 3), i);
            rig.advance(Duration.ofSeconds(21));
        }
    }

    private static void send(PikaRig rig, String route, int number) {
        rig.send(route, PROMPTS.get(number % PROMPTS.size()),
                Map.of("campaign", List.of("spring sale", "winter sale", "shop window").get(number / 4 % 3)));
    }

    private static void take(Browser browser, Path file) throws Exception {
        browser.waitFor("document.getAnimations().length === 0");
        Files.createDirectories(file.getParent());
        Files.write(file, browser.picture());
    }
}
