package io.github.camelpika.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.rig.OddGateway;
import io.github.camelpika.rig.OddGateway.Odd;
import io.github.camelpika.rig.PikaRig;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One odd answer to a query is no end of a task that was paid for.
 */
class OddAnswersTest {

    private final OddGateway gateway = new OddGateway();
    private final PikaRig rig = new PikaRig();
    private final List<Exchange> taken = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        gateway.use(rig);
        rig.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:inline").to("pika:generate").to("pika:feed");
                from("direct:queue").to("pika:generate?queue=ads");
                from("pika:feed?queue=ads").process(e -> taken.add(e.copy()));
            }
        }).start();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
        gateway.close();
    }

    static Stream<Odd> once() {
        return OddGateway.once().stream();
    }

    private void awaitTaken() {
        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(20)).until(() -> {
            rig.advance(Duration.ofSeconds(1));
            return !taken.isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("once")
    void oneEndsNoWait(Odd odd) {
        gateway.says("cat", odd);
        Exchange done = rig.finish(rig.send("direct:inline", "cat"));
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
        assertThat(gateway.asked).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("once")
    void oneEndsNoTaskOfAQueue(Odd odd) {
        gateway.says("cat", odd);
        rig.send("direct:queue", "cat");
        awaitTaken();
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = { "404-json", "410", "200-maintenance", "403-json" })
    void onlySuchForPermanentAfterEndTheWait(String name) {
        gateway.says("cat", OddGateway.odd(name).forEver());
        var sent = rig.send("direct:inline", "cat");
        // the first look is after 5 s
        rig.advance(Duration.ofSeconds(304));
        assertThat(sent).isNotDone();
        Exchange done = rig.finish(sent);
        assertThat(done.getException()).isInstanceOf(PikaGatewayException.class).hasMessageContaining("could not"
                + " report on task cat");
        assertThat(done.getMessage().getHeader(PikaConstants.WAIT_MILLIS, Long.class)).isBetween(305_000L, 306_000L);
        assertThat(gateway.asked).as("pauses that grow").hasSizeBetween(8, 16);
    }

    @Test
    void onlySuchForPermanentAfterEndATaskOfAQueue() {
        gateway.says("cat", OddGateway.odd("404-json").forEver());
        rig.send("direct:queue", "cat");
        rig.advance(Duration.ofSeconds(290));
        assertThat(taken).isEmpty();
        awaitTaken();
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("TIMED_OUT");
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.ERROR, String.class))
                .contains("can't be asked any more", "HTTP 404");
    }

    @ParameterizedTest
    @ValueSource(strings = { "401", "402", "403-json" })
    void aKeyThatIsRefusedForAWhileIsNoEndOfATaskOfAQueue(String name) {
        Odd refused = OddGateway.odd(name);
        gateway.says("cat", new Odd(name, refused.status(), refused.type(), refused.body(), 25));
        rig.send("direct:queue", "cat");
        rig.advance(Duration.ofMinutes(8));
        assertThat(taken).isEmpty();
        awaitTaken();
        assertThat(taken.get(0).getMessage().getHeader(PikaConstants.STATE)).isEqualTo("SUCCEEDED");
    }

    @Test
    void permanentAfterIsTheUsers() {
        gateway.says("cat", OddGateway.odd("404-json").forEver());
        rig.finish(rig.send("pika:generate", "cat"));
        Exchange done = rig.finish(rig.send("pika:feed?permanentAfter=1m", "cat"));
        assertThat(done.getException()).isInstanceOf(PikaGatewayException.class);
        assertThat(done.getMessage().getHeader(PikaConstants.WAIT_MILLIS, Long.class)).isBetween(65_000L, 66_000L);
    }

    @Test
    void anIdThatNobodyHereHasSubmittedNorSeenIsGivenUpAtOnce() {
        gateway.says("dog", OddGateway.odd("404-json").forEver());
        Exchange done = rig.finish(rig.send("pika:feed", "dog"));
        assertThat(done.getException()).isInstanceOf(PikaGatewayException.class);
        assertThat(gateway.asked).hasSize(1);
    }

    @Test
    void anIdThatWasSeenAliveIsAsGoodAsOneThatWasSubmittedHere() {
        rig.finish(rig.send("pika:feed?wait=false", "dog"));
        gateway.says("dog", OddGateway.odd("404-json"));
        assertThat(rig.finish(rig.send("pika:feed", "dog")).getException()).isNull();
    }

    @Test
    void oneLookIsOneLook() {
        gateway.says("cat", OddGateway.odd("404-json"));
        rig.finish(rig.send("pika:generate", "cat"));
        Exchange done = rig.finish(rig.send("pika:feed?wait=false", "cat"));
        assertThat(done.getException()).isInstanceOf(PikaGatewayException.class);
        assertThat(gateway.asked).hasSize(1);
    }
}
