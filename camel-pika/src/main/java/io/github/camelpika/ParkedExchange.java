package io.github.camelpika;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * An exchange that waits for something without a thread. Only a transacted one waits in its own thread, because its
 * transaction is bound to it.
 */
class ParkedExchange {

    private final PikaEngine engine;
    private final Exchange exchange;
    private final AsyncCallback callback;
    private final CountDownLatch inPlace;
    private Runnable outcome;

    ParkedExchange(PikaEngine engine, Exchange exchange, AsyncCallback callback) {
        this.engine = engine;
        this.exchange = exchange;
        this.callback = callback;
        this.inPlace = exchange.isTransacted() ? new CountDownLatch(1) : null;
    }

    Exchange exchange() {
        return exchange;
    }

    /**
     * Whether it keeps its thread while it waits.
     */
    boolean waitsInPlace() {
        return inPlace != null;
    }

    /**
     * Whether the route that it is in stops. Told by the route's consumer, which stops before the producers do. The route
     * itself still says that it is started then.
     */
    boolean itsRouteStops() {
        String routeId = ExchangeHelper.getAtRouteId(exchange);
        if (routeId == null) {
            return false;
        }
        Route route = exchange.getContext().getRoute(routeId);
        return route == null || !ServiceHelper.isStarted(route.getConsumer());
    }

    /**
     * Ends a processor's method, once whoever will call {@link #goOn} is on its way.
     *
     * @param  whenInterrupted makes {@link #goOn} come soon, if the thread of a transacted exchange is interrupted
     * @return                 what the processor's method returns
     */
    boolean park(Runnable whenInterrupted) {
        if (inPlace == null) {
            return false;
        }
        boolean interrupted = false;
        while (true) {
            try {
                inPlace.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                whenInterrupted.run();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        run(outcome);
        callback.done(true);
        return true;
    }

    /**
     * Goes on with the exchange, on a thread of the routes. To be called once.
     *
     * @param result puts the outcome into the exchange; what it throws becomes the exchange's exception
     */
    void goOn(Runnable result) {
        goOn(Runnable::run, result);
    }

    /**
     * The same with a result that takes its time.
     *
     * @param where runs the result, unless the exchange waits in its own thread
     */
    void goOn(Executor where, Runnable result) {
        if (inPlace != null) {
            outcome = result;
            inPlace.countDown();
            return;
        }
        try {
            where.execute(() -> {
                run(result);
                engine.goOn(() -> callback.done(false));
            });
        } catch (RejectedExecutionException e) {
            exchange.setException(new PikaException("Not done, as the context is stopping", null, e));
            engine.goOn(() -> callback.done(false));
        }
    }

    private void run(Runnable result) {
        try {
            result.run();
        } catch (Throwable e) {
            // an exchange that is never completed would be worse than an Error that is reported
            exchange.setException(e);
        }
    }
}
