package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.model.VideoTask;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * fal tells with one call that a task has ended, and with a second one what came of it.
 */
class SecondCallTest {

    private static final class Ended implements WaitListener {

        @Override
        public void changed(VideoTask task) {
            // only when it is asked counts
        }

        @Override
        public void ended(WaitResult result) {
            // the same
        }
    }

    @Test
    void bothCountAgainstTheLimit() {
        ScriptedGateway gateway = new ScriptedGateway();
        for (int i = 0; i < 3; i++) {
            gateway.says(200, "{\"status\":\"COMPLETED\"}").says(200, "{\"video\":{\"url\":\"https://v3.fal.media/a.mp4\"}}");
        }
        GatewayAccess access = gateway.access(Gateway.FAL, 1);
        Waiter waiter = new Waiter(gateway.timer, new Backoff(() -> 1));
        for (int i = 0; i < 3; i++) {
            waiter.start("fal-ai/pika:00000000-0000-0000-0000-00000000000" + i, new WaitPolicy(access, new FixedSchedule(Duration.ofSeconds(1)), Duration.ofHours(1),
                    Duration.ofHours(1), Duration.ofHours(1), true), new Ended());
        }
        gateway.timer.advance(Duration.ofMinutes(1));
        assertThat(gateway.askedAtMillis).hasSize(6);
        assertThat(gateway.askedAtMillis.get(2)).isGreaterThanOrEqualTo(2_000);
        assertThat(gateway.askedAtMillis.get(4)).isGreaterThanOrEqualTo(4_000);
    }
}
