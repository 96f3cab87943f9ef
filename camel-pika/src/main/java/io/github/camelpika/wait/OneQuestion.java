package io.github.camelpika.wait;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.camelpika.gateway.Reply;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.time.Timer;

/**
 * A question that a gateway is asked once, when its turn comes. It is answered whatever happens: by a stop, and where its turn
 * doesn't come.
 */
final class OneQuestion<T> implements Throttle.Call {

    /** Longer than most pauses that gateways ask for, and short enough for whoever has an exchange that waits. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Supplier<Reply<T>> call;
    private final Consumer<Reply<T>> then;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile Timer.Alarm patience = () -> { };

    /**
     * @param call asks, and blocks
     * @param then told once: on the worker that has asked, on the timer's thread, or on one that stops it
     */
    OneQuestion(Supplier<Reply<T>> call, Consumer<Reply<T>> then) {
        this.call = call;
        this.then = then;
    }

    void ask(Throttle throttle, Timer timer) {
        patience = timer.schedule(PATIENCE, () -> end("its turn did not come within " + PATIENCE.toSeconds() + " s"));
        throttle.enter(Throttle.Lane.QUERIES, this);
    }

    @Override
    public boolean isWanted() {
        return !taken.get();
    }

    @Override
    public void run() {
        if (taken.compareAndSet(false, true)) {
            patience.cancel();
            then.accept(said());
        }
    }

    private Reply<T> said() {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            // whoever waits for the answer is told that there is none
            return new Reply.Failed<>(GatewayError.noAnswer("internal error: " + e, true));
        }
    }

    @Override
    public void dropped() {
        end("the context is stopping");
    }

    /**
     * Asks nothing any more, unless it is just being asked, and tells nobody.
     */
    void withdraw() {
        if (taken.compareAndSet(false, true)) {
            patience.cancel();
        }
    }

    private void end(String reason) {
        if (taken.compareAndSet(false, true)) {
            patience.cancel();
            then.accept(new Reply.Failed<>(GatewayError.noAnswer(reason, true)));
        }
    }
}
