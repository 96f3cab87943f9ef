package io.github.camelpika.wait;

import java.time.Duration;

import io.github.camelpika.model.GatewayError;
import io.github.camelpika.time.Timer;

/**
 * Notices when a gateway stops answering and when it answers again, and tells each once, however many ask and whatever
 * each is told: no connection, a 5xx, a page of text. That a key is refused is an answer.
 */
public final class Outage {

    /** One that failed may be the line's fault, or chance. */
    private static final int TROUBLES = 2;
    /** A gateway that comes and goes is told of so often at most. */
    private static final Duration CALM = Duration.ofMinutes(1);

    private final Timer timer;
    private int waits;
    private int troubles;
    private long since;
    private boolean told;
    private Long backAt;

    public Outage(Timer timer) {
        this.timer = timer;
    }

    synchronized void waitBegins() {
        waits++;
    }

    synchronized void waitEnds() {
        waits--;
    }

    /**
     * @param error null if a call was answered as it should be
     */
    synchronized void learned(GatewayError error, GatewayEvents events) {
        long now = timer.nanos();
        LastContact contact = LastContact.of(now, error);
        if (contact.trouble() == null || LastContact.isOfKey(error)) {
            if (told) {
                backAt = now;
                events.answersAgain(Duration.ofNanos(now - since));
            }
            told = false;
            troubles = 0;
            return;
        }
        if (troubles++ == 0) {
            since = now;
        }
        boolean calm = backAt == null || now - backAt >= CALM.toNanos();
        if (!told && troubles >= TROUBLES && calm) {
            told = true;
            events.stoppedAnswering(contact.trouble(), waits);
        }
    }
}
