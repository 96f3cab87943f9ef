package io.github.camelpika.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.camelpika.rig.BoardRig;
import io.github.camelpika.rig.Browser;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.simulator.Fault;
import io.github.camelpika.simulator.Operation;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The board as a person has it, in Chromium. Without one it is left out, and says so.
 */
class BoardInBrowserTest {

    private static final String TOKEN = "Zq7token-of-the-board";
    private static final String MARKUP = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>'\"`&lt;";

    private static Browser browser;

    private final PikaRig rig = new PikaRig();
    private BoardRig board;
    private volatile boolean fails;

    @TempDir
    Path videos;

    @BeforeAll
    static void open() {
        browser = Browser.orLeaveOut(BoardInBrowserTest.class);
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        rig.component.setMaxPointsPerDay(1_000_000L);
        board = new BoardRig(rig, "boardActions=true&boardToken=" + TOKEN, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in" + MARKUP).to("pika:generate").to("pika:feed").to("pika:download?directory=" + videos);
                from("direct:queue").routeId("queue").to("pika:generate?queue=films&idempotentKey=${body}");
                from("pika:feed?queue=films&maxDeliveries=1").process(exchange -> {
                    if (fails) {
                        throw new IllegalStateException("no room for the film");
                    }
                });
                from("direct:odd").to("pika:generate?queue=RAW(" + MARKUP.replace(")", "") + ")");
            }
        });
        browser.look(1180, 1400, "light");
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    private void enter() {
        browser.go(board.address);
        if (browser.driver.executeScript("return sessionStorage.getItem('pika-board-token')") == null) {
            browser.find("#token").sendKeys(TOKEN, Keys.ENTER);
        }
        browser.find("#figures > div");
    }

    private List<String> texts(String selector) {
        return browser.driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
    }

    private void broken() throws Exception {
        fails = true;
        rig.simulator.faults().next(Operation.GENERATE, Fault.LOST_RESPONSE);
        rig.finish(rig.send("direct:queue", "a lost cat " + MARKUP));
        rig.finish(rig.send("direct:queue", "a dead cat " + MARKUP));
        rig.advance(Duration.ofMinutes(5));
        // routes of queues run on threads of their own
        await().until(() -> board.board("", "X-Pika-Token", TOKEN).path("needs").size() == 2);
    }

    @Test
    void whateverTextsHaveInThemIsShownAsText() throws Exception {
        broken();
        rig.finish(rig.send("direct:in", "an ended cat " + MARKUP));
        rig.simulator.faults().next(Operation.GENERATE, Fault.TASK_FAILED);
        rig.finish(rig.send("direct:in", MARKUP));
        rig.finish(rig.send("direct:odd", "a cat", Map.of("CamelPikaModel", "2.2")));
        rig.send("direct:in", "a cat on its way " + MARKUP);
        rig.advance(Duration.ofSeconds(30));
        enter();
        browser.waitFor("document.querySelectorAll('#ended-list > li').length >= 2");
        browser.waitFor("document.querySelectorAll('#tasks-list > li').length == 2");
        assertThat(texts("#tasks-list .prompt")).anyMatch(text -> text.contains("<img src=x onerror="));
        assertThat(texts("#tasks-list .meta")).anyMatch(text -> text.contains("<script>"));
        assertThat(texts("#needs-list .what")).allMatch(text -> text.contains("<img src=x"));
        assertThat(texts("#ended-list .prompt")).anyMatch(text -> text.contains("<img src=x"));
        assertThat(texts("#queue option")).anyMatch(text -> text.contains("<script>"));
        assertThat(browser.driver.executeScript("return window.hit")).isNull();
        assertThat(browser.driver.findElements(By.cssSelector("main script, main img[src='x'], [onerror]"))).isEmpty();
    }

    @Test
    void thePolicyHoldsInABrowser() {
        enter();
        assertThat(browser.driver.executeScript("try { document.body.innerHTML = '<p>x</p>'; return 'taken' } catch (e) { return e.name }"))
                .isEqualTo("TypeError");
        Object foreign = browser.driver.executeAsyncScript(
                "const done = arguments[0]; document.addEventListener('securitypolicyviolation', () => done('forbidden'));"
                        + "fetch('http://127.0.0.1:9/').then(() => done('sent'), () => setTimeout(() => done('not there'), 2000));");
        assertThat(foreign).isEqualTo("forbidden");
    }

    @Test
    void whatChangesIsSeenWithoutTouchingAnything() {
        enter();
        assertThat(browser.find("#no-tasks").getText()).contains("Nothing is on its way");
        rig.send("direct:in", "a cat in the rain");
        rig.advance(Duration.ofSeconds(30));
        assertThat(browser.find("#tasks-list .prompt").getText()).isEqualTo("a cat in the rain");
        assertThat(browser.find("#tasks-list .pill").getText()).isEqualTo("running");
        rig.advance(Duration.ofMinutes(3));
        assertThat(browser.find("#ended-list .prompt").getText()).isEqualTo("a cat in the rain");
        assertThat(browser.find("#ended-list .card").getText()).contains("400 points", "took 2:0");
    }

    @Test
    void aVideoPlays() {
        rig.finish(rig.send("direct:in", "a cat"));
        enter();
        browser.find("#ended-list .screen button").sendKeys(Keys.ENTER);
        browser.find("#ended-list video");
        browser.waitFor("document.querySelector('video').readyState >= 2 && document.querySelector('video').videoWidth > 0");
        assertThat(browser.driver.executeScript("return document.querySelector('video').src").toString()).startsWith("blob:");
    }

    @Test
    void aPersonFiltersAndActsByTheKeyboard() throws Exception {
        broken();
        rig.finish(rig.send("direct:queue", "a red fox"));
        rig.finish(rig.send("direct:queue", "a blue tram"));
        enter();
        browser.waitFor("document.querySelectorAll('#tasks-list > li').length == 2");
        browser.find("#q").sendKeys("FOX");
        browser.waitFor("document.querySelectorAll('#tasks-list > li').length == 1");
        assertThat(texts("#tasks-list .prompt")).containsExactly("a red fox");
        browser.find("#tasks-list .dots").sendKeys(Keys.ENTER);
        WebElement forget = browser.find("#tasks-list .acts button:last-child");
        forget.sendKeys(Keys.ENTER);
        assertThat(forget.getText()).isEqualTo("Forget it for good?");
        assertThat(board.board("?q=fox", "X-Pika-Token", TOKEN).path("underWay").path("total").asInt()).isEqualTo(1);
        forget.sendKeys(Keys.ENTER);
        browser.waitFor("document.querySelectorAll('#tasks-list > li').length == 0");
        assertThat(browser.find("#told").getText()).contains("Forgotten");
        fails = false;
        browser.driver.findElements(By.cssSelector("#needs-list .acts button")).get(0).sendKeys(Keys.ENTER);
        browser.waitFor("document.querySelectorAll('#needs-list > li').length == 1");
        browser.find("#needs-list input").sendKeys(rig.simulator.tasks().get(0).id(), Keys.ENTER);
        browser.waitFor("document.querySelector('#needs').hidden");
    }

    @Test
    void itIsWholeAtFourHundredPixelsAndSaysWhatItsPartsAre() throws Exception {
        broken();
        for (int i = 0; i < 3; i++) {
            rig.finish(rig.send("direct:in", "a cat with a prompt that goes on for longer than any narrow screen is wide"));
        }
        rig.send("direct:in", "Averylongwordthatnobodywouldeverwritebutsomebodydoesanditmustnotmakethepagewide");
        rig.advance(Duration.ofSeconds(30));
        browser.look(400, 900, "dark");
        enter();
        browser.find("#ended-list > li");
        assertThat((List<?>) browser.driver.executeScript("""
                return [...document.querySelectorAll('main *')].filter(each => each.getBoundingClientRect().right > 400)
                  .map(each => each.outerHTML.slice(0, 80))""")).isEmpty();
        assertThat(browser.driver.executeScript("return document.documentElement.scrollWidth")).isEqualTo(400L);
        assertThat(browser.driver.executeScript("""
                return [...document.querySelectorAll('button, input, select, a')].filter(each => each.checkVisibility())
                  .filter(each => !(each.getAttribute('aria-label') || each.textContent.trim() || each.labels?.length)).length"""))
                .isEqualTo(0L);
        assertThat(browser.driver.executeScript("return document.querySelectorAll('main, header, nav, [role=search]').length"))
                .isEqualTo(5L);
        assertThat(browser.driver.executeScript("return getComputedStyle(document.body).colorScheme + getComputedStyle(document.body).backgroundColor"))
                .asString().contains("rgb(18, 19, 26)");
        browser.look(1180, 1400, "light");
    }

    @Test
    void theWrongTokenOpensNothing() {
        browser.go(board.address);
        browser.driver.executeScript("sessionStorage.clear()");
        browser.go(board.address);
        browser.find("#token").sendKeys("Zq7token-of-another", Keys.ENTER);
        browser.waitFor("document.querySelector('#token-told').textContent.includes('not the token')");
        assertThat(browser.driver.executeScript("return document.querySelector('#board').hidden")).isEqualTo(true);
        assertThat(browser.driver.getCurrentUrl()).doesNotContain("Zq7");
    }
}
