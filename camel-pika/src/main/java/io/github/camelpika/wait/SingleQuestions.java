package io.github.camelpika.wait;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.camelpika.gateway.Reply;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.time.Timer;

/**
 * Questions that a gateway is asked once and for one: each waits for its turn as polls do, and what the answer tells of the
 * gateway serves all.
 */
final class SingleQuestions {

    private final Throttle throttle;
    private final Timer timer;
    private final Consumer<GatewayError> learn;

    /**
     * @param learn told what was wrong with each answer, or null
     */
    SingleQuestions(Throttle throttle, Timer timer, Consumer<GatewayError> learn) {
        this.throttle = throttle;
        this.timer = timer;
        this.learn = learn;
    }

    /**
     * @param  call asks, and blocks
     * @param  then told once: on a worker, on the timer's thread, or on one that stops it
     * @return      takes the question back, unless it was asked already; then nobody is told
     */
    <T> Runnable ask(Supplier<Reply<T>> call, Consumer<Reply<T>> then) {
        OneQuestion<T> question = new OneQuestion<>(() -> {
            Reply<T> reply = call.get();
            learn.accept(reply instanceof Reply.Failed<T> failed ? failed.error() : null);
            return reply;
        }, then);
        question.ask(throttle, timer);
        return question::withdraw;
    }
}
