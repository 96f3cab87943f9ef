package io.github.camelpika;

import java.time.Duration;
import java.util.Map;

import io.github.camelpika.model.FileExist;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * An option whose text is no value of its type stops the start, wherever it stands. Camel makes 0 of most of them.
 */
class UnreadableOptionsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private PikaConfiguration options(String uri) {
        context.start();
        return context.getEndpoint(uri, PikaEndpoint.class).getConfiguration();
    }

    @ParameterizedTest
    @ValueSource(strings = { "abc", "5s", "0x10", "1_000", "24.7", "5x", "1,000", "NaN", "9223372036854775808", "TRUE", "" })
    void textThatIsNoWholeNumberIsNoSeed(String text) {
        assertThatThrownBy(() -> options("pika:generate?seed=" + text))
                .hasStackTraceContaining("seed '" + text + "' is not valid: it must be a whole number");
    }

    @ParameterizedTest
    @CsvSource({ "generate,frameRate", "generate,guidanceScale", "generate,motion", "feed,concurrentConsumers",
            "feed,maxDeliveries", "feed,browseLimit", "download,maxDownloadSize" })
    void neitherIsItAnyOtherNumber(String operation, String option) {
        for (String text : new String[] { "abc", "5s", "12.5", "2GB" }) {
            assertThatThrownBy(() -> options("pika:" + operation + "?" + option + "=" + text))
                    .hasStackTraceContaining(option + " '" + text + "' is not valid: it must be a whole number");
        }
    }

    @ParameterizedTest
    @CsvSource({ "feed,waitTimeout", "feed,queueTimeout", "feed,pollInterval", "feed,deliveryDelay", "feed,permanentAfter",
            "generate,submitTimeout", "download,stallTimeout", "download,downloadTimeout" })
    void textThatIsNoDurationIsNone(String operation, String option) {
        for (String text : new String[] { "abc", "45x", "45S", "1.5m", "-5s", "1m30", "30m1h", "", "99999999999999999999" }) {
            assertThatThrownBy(() -> options("pika:" + operation + "?" + option + "=" + text))
                    .hasStackTraceContaining(option + " '" + text + "' is not valid: it must be a duration above 0");
        }
    }

    @ParameterizedTest
    @CsvSource({ "generate,sfx", "generate,allowHttp", "feed,wait", "feed,throwExceptionOnFailure" })
    void yesIsNoBoolean(String operation, String option) {
        assertThatThrownBy(() -> options("pika:" + operation + "?" + option + "=yes"))
                .hasStackTraceContaining(option + " 'yes' is not valid: it must be true or false");
    }

    @Test
    void aWordThatIsNoConstantIsToldWithAllThatAre() {
        assertThatThrownBy(() -> options("pika:download?directory=target&fileExist=Overwrite"))
                .hasStackTraceContaining("fileExist 'Overwrite' is not valid: it must be Override, Ignore, Fail, TryRename");
    }

    @Test
    void whatIsWrittenAsCamelTakesItIsRead() {
        assertThat(options("pika:generate?seed=1e3&motion=2.0").getSeed()).isEqualTo(1000);
        assertThat(options("pika:generate?seed=9223372036854775807").getSeed()).isEqualTo(Long.MAX_VALUE);
        assertThat(options("pika:generate?sfx=TRUE").getSfx()).isTrue();
        assertThat(options("pika:download?directory=target&fileExist=try-rename").getFileExist()).isEqualTo(FileExist.TryRename);
        Map.of("1h30m", Duration.ofMinutes(90), "2d1h", Duration.ofHours(49), "PT10M", Duration.ofMinutes(10),
                "5000", Duration.ofSeconds(5), "10s500ms", Duration.ofMillis(10_500), "7500ms", Duration.ofMillis(7_500))
                .forEach((text, expected) -> assertThat(options("pika:feed?waitTimeout=" + text).getWaitTimeout())
                        .isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource({ "seed,abc,a whole number", "wait-timeout,45x,a duration above 0", "waitTimeout,1m30,a duration above 0",
            "configuration.seed,abc,a whole number", "configuration.frame-rate,24.7,a whole number",
            "configuration.waitTimeout,1m30,a duration above 0", "configuration.max-deliveries,5s,a whole number",
            "max-points-per-day,much,a whole number", "max-requests-per-second,Infinity,a number", "sfx,on,true or false" })
    void propertiesAreReadAsStrictly(String property, String text, String expected) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.pika." + property, text);
        assertThatThrownBy(main::start).hasStackTraceContaining("'" + text + "' is not valid: it must be " + expected);
        main.stop();
    }
}
