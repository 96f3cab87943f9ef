package io.github.camelpika.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpika.rig.BoardRig;
import io.github.camelpika.rig.Browser;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.track.Claim;
import io.github.camelpika.track.Origin;
import io.github.camelpika.track.SubmittedMessage;
import io.github.camelpika.track.TaskTracker;
import io.github.camelpika.track.TrackedTask;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The board of 5,000 tasks in Chromium. Without one it is left out, and says so. It prints how long it took, and asserts
 * nothing of that.
 */
class BoardOfThousandsTest {

    private static final int FILMS = 4_980;
    private static final int CLIPS = 20;
    private static final int PAGE = 25;

    /** Notes the rows that change, but for what each row tells of the time, and how many there ever are. */
    private static final String WATCH = """
            window.touched = { changed: new Set(), added: [], removed: [], most: document.querySelectorAll('#tasks-list > li').length };
            const list = document.querySelector('#tasks-list');
            new MutationObserver(changes => {
              touched.most = Math.max(touched.most, list.children.length);
              for (const change of changes) {
                if (change.target === list) {
                  touched.added.push(...[...change.addedNodes].map(each => each.dataset.key));
                  touched.removed.push(...[...change.removedNodes].map(each => each.dataset.key));
                } else if (!change.target.closest('.times, progress')
                    && (change.type !== 'attributes' || change.oldValue !== change.target.getAttribute(change.attributeName))) {
                  touched.changed.add(change.target.closest('li')?.dataset.key);
                }
              }
            }).observe(list, { subtree: true, childList: true, attributes: true, attributeOldValue: true });""";

    private final PikaRig rig = new PikaRig();
    private Browser browser;
    private BoardRig board;

    @BeforeEach
    void start() throws Exception {
        browser = Browser.orLeaveOut(BoardOfThousandsTest.class);
        board = new BoardRig(rig, "", new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("pika:generate").to("pika:feed");
                from("direct:nobody").to("pika:generate?queue=films");
            }
        });
        browser.look(1180, 1400, "light");
    }

    @AfterEach
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        rig.close();
    }

    private TaskTracker tracker() {
        return rig.component.services().tracker();
    }

    private void submit() {
        Origin origin = new Origin("pika", "cometapi", rig.simulator.baseUri("cometapi").toString());
        for (int i = 0; i < FILMS; i++) {
            tracker().intend(TrackedTask.intent("film-" + i, Claim.of("test"), "films", origin, SubmittedMessage.NOTHING).asking("film no" + i + "."));
            tracker().accepted("film-" + i, "task-of-film-" + i);
            rig.advance(Duration.ofMillis(10));
        }
        for (int i = 0; i < CLIPS; i++) {
            rig.send("direct:in", "clip no" + i + ".");
            rig.advance(Duration.ofSeconds(1));
        }
    }

    private List<String> prompts() {
        return browser.driver.findElements(By.cssSelector("#tasks-list .prompt")).stream().map(WebElement::getText).toList();
    }

    private Object script(String script) {
        return browser.driver.executeScript(script);
    }

    private void choose(String option) {
        browser.driver.findElement(By.cssSelector(option)).click();
    }

    private void waitForRows(int rows) {
        browser.waitFor("document.querySelectorAll('#tasks-list > li').length === " + rows);
    }

    /** What is shown of each, but for the moments, by task id. */
    private Map<String, String> cards() {
        Map<String, String> cards = new LinkedHashMap<>();
        board.board("?q=clip").at("/underWay/tasks").forEach(card -> cards.put(card.path("taskId").asText(),
                ((ObjectNode) card).without(List.of("next", "expected", "since")).toString()));
        return cards;
    }

    @Test
    void ofAnyNumberOfTasksThePageHasTheRowsOfOnePage() {
        long begin = System.nanoTime();
        submit();
        long submitted = System.nanoTime();
        browser.go(board.address);
        waitForRows(PAGE);
        assertThat(browser.find("#tasks-count").getText()).isEqualTo("5000");
        assertThat(prompts()).startsWith("film no4979.").endsWith("film no4955.");
        script(WATCH);

        // faster than the server answers, and further than there are pages
        script("for (let i = 0; i < 220; i++) document.querySelector('#tasks-pages button:last-child').click()");
        browser.waitFor("document.querySelector('#tasks-pages span').textContent === 'Page 200 of 200'");
        browser.waitFor("document.querySelector('#tasks-list .prompt').textContent === 'film no4.'");
        assertThat(prompts()).hasSize(PAGE).endsWith("clip no0.");
        assertThat(browser.find("#tasks-pages button:last-child").isEnabled()).isFalse();

        browser.find("#q").sendKeys("FILM no4321.");
        waitForRows(1);
        assertThat(prompts()).containsExactly("film no4321.");
        browser.find("#q").clear();
        browser.find("#q").sendKeys(" ");
        waitForRows(PAGE);
        choose("#queue option[value='-']");
        waitForRows(CLIPS);
        assertThat(prompts()).allMatch(prompt -> prompt.startsWith("clip"));
        choose("#state option[value=dead]");
        waitForRows(0);
        assertThat(browser.find("#no-tasks").getText()).isEqualTo("Nothing that is on its way fits.");

        assertThat(script("return touched.most")).isEqualTo((long) PAGE);
        assertThat(browser.errors()).isEmpty();
        System.out.printf("Board of 5000 tasks: submitted in %d ms, looked at in %d ms%n", (submitted - begin) / 1_000_000,
                (System.nanoTime() - submitted) / 1_000_000);
    }

    @Test
    void anUpdateTouchesOnlyTheRowsThatItIsOf() {
        submit();
        browser.go(board.address);
        waitForRows(PAGE);
        script(WATCH);
        tracker().forget("film-4970");
        browser.waitFor("touched.removed.length > 0");
        assertThat(script("return touched.removed")).isEqualTo(List.of("pika film-4970 waiting false"));
        assertThat(script("return touched.added")).isEqualTo(List.of("pika film-4954 waiting false"));
        assertThat(script("return touched.changed.size")).isEqualTo(0L);

        browser.find("#q").sendKeys("clip");
        waitForRows(CLIPS);
        Map<String, String> before = cards();
        script(WATCH);
        rig.advance(Duration.ofSeconds(9));
        Map<String, String> after = cards();
        List<String> changed = new ArrayList<>(after.keySet());
        changed.removeIf(id -> after.get(id).equals(before.get(id)));
        assertThat(changed).hasSizeBetween(1, CLIPS - 1);
        browser.waitFor("touched.changed.size >= " + changed.size());
        assertThat(((List<?>) script("return [...touched.changed]")).stream().map(key -> key.toString().split(" ")[1])
                .collect(Collectors.toSet())).hasSameElementsAs(changed);
        assertThat(script("return touched.added.length + touched.removed.length")).isEqualTo(0L);
        assertThat(browser.errors()).isEmpty();
    }
}
