package io.github.camelpika.wait;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.camelpika.gateway.Answer;

/**
 * Who asks after a task of a queue. Nobody but him hears the answer.
 */
record QueueAsker(String queue, BooleanSupplier wanted, Consumer<Answer> then) implements Asker {

    @Override
    public boolean isWanted() {
        return wanted.getAsBoolean();
    }

    @Override
    public Object group() {
        return queue;
    }

    @Override
    public void sending() {
        // nobody waits for an answer that is newer than something else
    }

    @Override
    public void answered(Answer answer) {
        then.accept(answer);
    }
}
