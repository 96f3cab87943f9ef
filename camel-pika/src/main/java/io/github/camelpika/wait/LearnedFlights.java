package io.github.camelpika.wait;

import java.time.Duration;
import java.util.regex.Pattern;

import io.github.camelpika.model.GatewayError;
import io.github.camelpika.time.TimeSource;

/**
 * How many tasks a gateway takes at once, learned from its 429s where nobody has said it. Most gateways say the same whether
 * jobs come too fast or are too many, so only one that says so by its words is believed at once; else a second refusal in a
 * row, after the pause that the first one brought, as what comes too fast is not too fast after a pause. From then on one
 * more is tried now and then, for the user may have bought more, or it was not so many at once that was refused; and after
 * one that was accepted the next at once.
 */
public final class LearnedFlights {

    /** No limit is known. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final Pattern AT_ONCE = Pattern.compile(
            "concurren|simultaneous|in[ _-]?flight|parallel|at (?:once|the same time|a time)|too many (?:running|active|pending|open)"
            + "|(?:running|active|pending) (?:jobs|tasks|requests)|queue is full|max_?queue", Pattern.CASE_INSENSITIVE);
    private static final Duration FIRST_TRY = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(16);

    private final TimeSource time;
    private int most = UNLIMITED;
    private boolean refusedBefore;
    private long refusedAt;
    private Duration nextTry = FIRST_TRY;

    public LearnedFlights(TimeSource time) {
        this.time = time;
    }

    /**
     * How many tasks may be in flight now.
     */
    public synchronized int most() {
        boolean oneMore = most != UNLIMITED && time.nanos() - refusedAt >= nextTry.toNanos();
        return oneMore ? most + 1 : most;
    }

    /**
     * How many are known to be taken, or {@link #UNLIMITED}.
     */
    public synchronized int known() {
        return most;
    }

    /**
     * The gateway has refused a job while so many others were in flight.
     *
     * @param  error what it said to a POST
     * @return       whether fewer may be in flight than before
     */
    public synchronized boolean refused(GatewayError error, int others) {
        if (error.status() != GatewayError.TOO_MANY_REQUESTS) {
            return false;
        }
        boolean saysSo = AT_ONCE.matcher(error.message() + " " + error.code()).find();
        boolean inARow = refusedBefore;
        refusedBefore = true;
        if (others == 0 || !saysSo && !inARow) {
            return false;
        }
        boolean wasTried = most != UNLIMITED && others >= most;
        nextTry = wasTried && !nextTry.isZero() ? shorter(nextTry.multipliedBy(2), LONGEST) : FIRST_TRY;
        boolean fewer = others < most || wasTried;
        most = Math.min(most, others);
        refusedAt = time.nanos();
        return fewer;
    }

    /**
     * The gateway has accepted a job, and so many are in flight with it.
     */
    public synchronized void accepted(int all) {
        refusedBefore = false;
        if (most != UNLIMITED && all > most) {
            most = all;
            nextTry = Duration.ZERO;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
