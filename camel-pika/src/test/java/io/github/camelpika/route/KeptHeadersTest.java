package io.github.camelpika.route;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;

import io.github.camelpika.generate.SubmittedExchange;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.rig.PikaRig;
import io.github.camelpika.rig.PrintedOutput;
import io.github.camelpika.track.SubmittedMessage;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of an exchange a queue keeps: values, in a form that means something to the route that takes the task.
 */
class KeptHeadersTest {

    private static final String PASSWORD = "Zq7password";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);
    private final Set<String> notKept = new HashSet<>();

    /** As applications have them, with getters for all that they hold. */
    public static final class Login implements Principal {
        @Override
        public String getName() {
            return "anna";
        }

        public String getPassword() {
            return PASSWORD;
        }
    }

    record Price(BigDecimal amount, String currency) {
    }

    record Session(String id, Login login) {
    }

    @AfterEach
    void close() {
        context.stop();
    }

    private Map<String, Object> kept(Object value) {
        exchange.getMessage().setHeaders(new HashMap<>(Map.of("it", value)));
        return SubmittedExchange.of(exchange, "key-of-a-test", true, notKept::add).headers();
    }

    private String body(Object body) {
        exchange.getMessage().setBody(body);
        return SubmittedExchange.of(exchange, "key-of-a-test", true, notKept::add).body();
    }

    @Test
    void valuesKeepTheirTextForm() {
        UUID id = UUID.randomUUID();
        Map.of(LocalDate.of(2026, 11, 28), "2026-11-28", Instant.EPOCH, "1970-01-01T00:00:00Z", new BigDecimal("10.50"), "10.50",
                id, id.toString(), TimeUnit.DAYS, "DAYS", Duration.ofMinutes(5), "PT5M", 'x', "x", Optional.of(LocalDate.MAX),
                LocalDate.MAX.toString(), new java.util.Date(0), "1970-01-01T00:00:00Z", "a cat".getBytes(), "a cat")
                .forEach((value, text) -> assertThat(kept(value)).containsEntry("it", text));
        assertThat(kept(java.sql.Date.valueOf("2026-11-28"))).containsEntry("it", "2026-11-28");
        assertThat(kept(Double.NaN)).containsEntry("it", Double.NaN);
        assertThat(notKept).isEmpty();
    }

    @Test
    void numbersAndBooleansStayWhatTheyAre() {
        for (Object value : new Object[] { 7, 9007199254740993L, 2.5, true }) {
            assertThat(kept(value)).containsEntry("it", value);
        }
    }

    @Test
    void whatIsMadeOfValuesIsJson() {
        assertThat(kept(List.of(LocalDate.of(2026, 11, 28), Optional.of(Instant.EPOCH), Optional.empty(), 1)))
                .containsEntry("it", "[\"2026-11-28\",\"1970-01-01T00:00:00Z\",null,1]");
        assertThat(kept(new Object[] { TimeUnit.DAYS, new int[] { 1, 2 } })).containsEntry("it", "[\"DAYS\",[1,2]]");
        assertThat(kept(Map.of("price", new Price(new BigDecimal("9.90"), "EUR"))))
                .containsEntry("it", "{\"price\":{\"amount\":\"9.90\",\"currency\":\"EUR\"}}");
        assertThat(kept(Optional.empty())).isEmpty();
        assertThat(notKept).isEmpty();
    }

    @Test
    void objectsThatAreNoValuesAreNeverWrittenAndTold() {
        Subject subject = new Subject(false, Set.of(new Login()), Set.of(), Set.of(PASSWORD));
        for (Object object : List.of(subject, new Login(), new Session("s", new Login()), List.of("a", new Login()),
                Map.of("who", subject), Login.class, new Object(), context,
                new byte[] { (byte) 0xFF, (byte) 0xD8 })) {
            notKept.clear();
            assertThat(kept(object)).as(object.toString()).isEmpty();
            assertThat(notKept).containsExactly("it");
        }
    }

    @Test
    void aHeaderThatIsNotKeptIsAWarningOnce() throws Exception {
        try (PikaRig rig = new PikaRig()) {
            rig.start();
            int begin = PrintedOutput.length();
            rig.send("pika:generate?queue=ads", "a cat", Map.of("session", new Object()));
            assertThat(PrintedOutput.since(begin, 100_000)).containsOnlyOnce("The header session is not kept");
        }
    }

    @Test
    void theObjectThatEachFileBringsIsNoWarning(@TempDir Path prompts) throws Exception {
        Files.writeString(prompts.resolve("cat.txt"), "a cat");
        try (PikaRig rig = new PikaRig()) {
            rig.start();
            Exchange file = rig.context.createConsumerTemplate().receive("file:" + prompts);
            assertThat(file.getMessage().getHeaders()).containsKey("CamelFileInitialOffset");
            Map<String, Object> headers = SubmittedExchange.of(file, "key-of-a-test", true, notKept::add).headers();
            assertThat(headers).containsKey(Exchange.FILE_NAME).doesNotContainKey("CamelFileInitialOffset");
            assertThat(notKept).isEmpty();
        }
    }

    @Test
    void whatHasItselfInsideIsNoneEither() {
        Object[] array = new Object[1];
        array[0] = Arrays.asList(array);
        assertThat(kept(array)).isEmpty();
        assertThat(notKept).containsExactly("it");
    }

    @Test
    void whoIsLoggedInIsNeverWrittenWhateverItIs() {
        exchange.getMessage().setHeader(Exchange.AUTHENTICATION, "anna:" + PASSWORD);
        SubmittedMessage submitted = SubmittedExchange.of(exchange, "key-of-a-test", true, notKept::add);
        assertThat(submitted.headers()).isEmpty();
        assertThat(notKept).isEmpty();
    }

    @Test
    void thePictureOfARequestIsNotKeptWithIt() {
        String picture = Base64.getEncoder().encodeToString(new byte[2 << 20]);
        GenerateRequest request = GenerateRequest.builder().prompt("a cat").image(picture).build();
        assertThat(body(request)).contains("a cat").hasSizeLessThan(1_000);
        assertThat(body(Map.of("prompt", "a cat", "image", picture))).isEqualTo("{\"prompt\":\"a cat\"}");
        assertThat(body("{\"prompt\":\"a cat\",\"image\":\"data:image/png;base64," + picture + "\"}"))
                .isEqualTo("{\"prompt\":\"a cat\"}");
        assertThat(body(Map.of("image", "https://x.example/i.png"))).isEqualTo("{\"image\":\"https://x.example/i.png\"}");
    }

    @Test
    void otherBodiesAreKeptAsTheyAre() {
        assertThat(body("{\"prompt\" :  \"a cat\"}")).isEqualTo("{\"prompt\" :  \"a cat\"}");
        assertThat(body("{ no json")).isEqualTo("{ no json");
        assertThat(body(7)).isEqualTo("7");
        assertThat(body(null)).isNull();
        assertThat(body(Map.of("day", LocalDate.of(2026, 11, 28), "who", new Login()))).isEqualTo("{\"day\":\"2026-11-28\"}");
    }

    @Test
    void picturesThatAreNoAddressesAreNotKept() {
        assertThat(body(Map.of("images", List.of("https://h/1.png", "data:image/png;base64,iVBO")))).isEqualTo("{}");
        assertThat(body(Map.of("images", "https://h/1.png,data:image/png;base64,iVBO"))).isEqualTo("{}");
        assertThat(body(Map.of("images", "https://h/1.png,https://h/2.png"))).contains("2.png");
    }
}
