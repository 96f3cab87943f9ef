package io.github.camelpika.rig;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

import static org.awaitility.Awaitility.await;

/**
 * Chromium without a window, as Debian has it.
 */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public final ChromeDriver driver;
    private final Path profile;

    private Browser(Path chromium, Path chromedriver) {
        try {
            profile = Files.createTempDirectory("board");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.toFile())
                .withLogFile(new File("/dev/null")).build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
    }

    /**
     * Empty where there is none.
     */
    public static Optional<Browser> open() {
        Optional<Path> chromium = program("chromium");
        Optional<Path> driver = program("chromedriver");
        return chromium.isPresent() && driver.isPresent() ? Optional.of(new Browser(chromium.get(), driver.get())) : Optional.empty();
    }

    /**
     * Where there is none, the test is left out, and says so.
     */
    public static Browser orLeaveOut(Class<?> test) {
        Optional<Browser> found = open();
        if (found.isEmpty()) {
            System.out.println(test.getSimpleName() + " is left out: there is no chromium with a chromedriver in the PATH."
                               + " On Debian: apt-get install chromium chromium-driver");
        }
        Assumptions.assumeTrue(found.isPresent(), "there is no chromium with a chromedriver");
        return found.get();
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable).findFirst();
    }

    public Browser go(URI address) {
        driver.get(address.toString());
        return this;
    }

    /**
     * @param scheme dark or light
     */
    public Browser look(int width, int height, String scheme) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /**
     * What can be seen, as soon as it can.
     */
    public WebElement find(String selector) {
        return await(selector).atMost(PATIENCE).until(() -> driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed).findFirst(), Optional::isPresent).orElseThrow();
    }

    /**
     * Waits until a condition of JavaScript holds.
     */
    public void waitFor(String condition) {
        await(condition).atMost(PATIENCE).until(() -> Boolean.TRUE.equals(driver.executeScript("return " + condition)));
    }

    /**
     * What its console has had since the last time, errors only.
     */
    public List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().filter(each -> each.getLevel().equals(Level.SEVERE))
                .map(LogEntry::getMessage).toList();
    }

    public byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // left to whoever tidies up temporary files
        }
    }
}
