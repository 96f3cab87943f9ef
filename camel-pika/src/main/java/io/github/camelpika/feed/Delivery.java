package io.github.camelpika.feed;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.camelpika.runtime.PendingExchange;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.UnitOfWorkHelper;

/**
 * One time that a task is with the route of its queue. However that ends, the queue is told once, as it would stand still else.
 */
final class Delivery extends PendingExchange implements Synchronization {

    private final AtomicBoolean fine;
    private final BiConsumer<Exchange, Throwable> whenFailed;

    private Delivery(Exchange exchange, AtomicBoolean fine, BiConsumer<Exchange, Throwable> whenFailed, Consumer<Boolean> done) {
        super(Runnable::run, exchange, doneSync -> done.accept(fine.get()));
        this.fine = fine;
        this.whenFailed = whenFailed;
    }

    /**
     * @param whenFailed told what the route failed with
     * @param done       told once whether the route went through
     */
    static Delivery of(Exchange exchange, BiConsumer<Exchange, Throwable> whenFailed, Consumer<Boolean> done) {
        return new Delivery(exchange, new AtomicBoolean(), whenFailed, done);
    }

    /**
     * @param fill puts the task into the exchange
     */
    void begin(Runnable fill, AsyncProcessor route) {
        step(() -> {
            fill.run();
            exchange().getExchangeExtension().addOnCompletion(this);
            route.process(exchange(), doneSync -> refusedAtTheDoor());
        });
    }

    /** What a stop refuses there never gets to a completion. */
    private void refusedAtTheDoor() {
        if (exchange().getException() != null) {
            completeHere(() -> { });
        }
    }

    @Override
    public void onComplete(Exchange ended) {
        completeHere(() -> fine.set(true));
    }

    @Override
    public void onFailure(Exchange ended) {
        completeHere(() -> whenFailed.accept(ended, ended.getException()));
    }

    /**
     * Where no error handler takes an Error, Camel throws it to the consumer, and leaves the exchange in flight.
     */
    @Override
    protected void fail(Throwable e) {
        boolean isOver = isSettled();
        completeHere(() -> whenFailed.accept(exchange(), e));
        if (!isOver) {
            exchange().setException(e);
            UnitOfWorkHelper.doneUow(exchange().getUnitOfWork(), exchange());
        }
    }
}
