package io.github.camelpika.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaException;
import io.github.camelpika.model.Texts;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange that waits for something without a thread, and comes back exactly once, whatever happens: it ends with the
 * first outcome it is given, be that what a step threw, on whichever thread, or that a stop lets nothing run any more. Only a
 * transacted one waits in its own thread, because its transaction is bound to it.
 */
public class PendingExchange {

    private static final Logger LOG = LoggerFactory.getLogger(PendingExchange.class);

    private static final AtomicReferenceFieldUpdater<PendingExchange, Runnable> OUTCOME
            = AtomicReferenceFieldUpdater.newUpdater(PendingExchange.class, Runnable.class, "outcome");
    /** What is left of an outcome that is in the exchange already. */
    private static final Runnable NOTHING_MORE = () -> { };
    private static final Runnable CALLED_BACK = () -> { };

    private final Executor routes;
    private final Exchange exchange;
    private final AsyncCallback callback;
    private final CountDownLatch inPlace;
    /** Null as long as nothing has come of it. */
    private volatile Runnable outcome;

    /**
     * @param routes where steps that may block are run, and where the exchange goes on
     */
    public PendingExchange(Executor routes, Exchange exchange, AsyncCallback callback) {
        this.routes = routes;
        this.exchange = exchange;
        this.callback = callback;
        this.inPlace = exchange.isTransacted() ? new CountDownLatch(1) : null;
    }

    /**
     * A processor's method.
     *
     * @param begin makes the exchange pending, and returns what {@link #begin} does; if it throws before, the exchange goes on
     *              at once with that
     */
    public static boolean process(Exchange exchange, AsyncCallback callback, Callable<Boolean> begin) {
        boolean inThisThread;
        try {
            inThisThread = begin.call();
        } catch (Throwable e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return inThisThread;
    }

    /**
     * Makes the first step.
     *
     * @param  first returns what makes an outcome come soon, for a transacted exchange whose thread is interrupted
     * @return       what the processor's method returns
     */
    public final boolean begin(Callable<Runnable> first) {
        Runnable hurry = () -> { };
        try {
            hurry = first.call();
        } catch (Throwable e) {
            fail(e);
        }
        if (inPlace == null) {
            return false;
        }
        await(hurry);
        run(OUTCOME.getAndSet(this, CALLED_BACK));
        callback.done(true);
        return true;
    }

    private void await(Runnable hurry) {
        boolean interrupted = false;
        while (true) {
            try {
                inPlace.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                step(hurry);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Makes a step here. What it throws is the outcome.
     */
    protected final void step(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            fail(e);
        }
    }

    /**
     * Makes a step on a thread of the routes, as it may block.
     */
    protected final void handOver(Runnable step) {
        handOver(routes, step);
    }

    /**
     * The same on a thread of others.
     */
    protected final void handOver(Executor threads, Runnable step) {
        try {
            threads.execute(() -> step(step));
        } catch (Throwable e) {
            fail(said(e));
        }
    }

    /**
     * Has something done that the exchange doesn't wait for: whatever is thrown, it goes on.
     *
     * @param otherwise done if it failed, or could not be handed over
     */
    protected final void beside(Executor threads, Runnable step, Runnable otherwise) {
        try {
            threads.execute(() -> {
                try {
                    step.run();
                } catch (Throwable e) {
                    failedBeside(e, otherwise);
                }
            });
        } catch (Throwable e) {
            failedBeside(e, otherwise);
        }
    }

    private void failedBeside(Throwable e, Runnable otherwise) {
        LOG.debug("A step beside exchange {} failed", exchange.getExchangeId(), e);
        otherwise.run();
    }

    /**
     * What comes of a step that failed.
     */
    protected void fail(Throwable e) {
        completeHere(() -> exchange.setException(e), e);
    }

    /**
     * Goes on with the exchange, on a thread of the routes.
     *
     * @param result puts the outcome into the exchange; what it throws becomes the exchange's exception
     */
    protected final void complete(Runnable result) {
        if (isFirst(result, null) && inPlace == null) {
            goOn();
        }
    }

    /**
     * The same with a result that may wait for a database, and is put into the exchange on a thread for that.
     */
    protected final void completeOn(Executor threads, Runnable result) {
        if (isFirst(result, null) && inPlace == null) {
            AtomicBoolean taken = new AtomicBoolean();
            Runnable once = () -> {
                if (taken.compareAndSet(false, true)) {
                    putAndGoOn(result);
                }
            };
            try {
                threads.execute(once);
            } catch (Throwable e) {
                // it stops, or no further thread is to be had, and this one is all that is left
                once.run();
            }
        }
    }

    private void putAndGoOn(Runnable result) {
        run(result);
        outcome = NOTHING_MORE;
        goOn();
    }

    /**
     * The same with a result that is put into the exchange on this thread, unless the exchange waits in its own.
     */
    protected final void completeHere(Runnable result) {
        completeHere(result, NOTHING_MORE);
    }

    /**
     * The same with something that may take a while and has to be done on a thread of the routes before the exchange goes on.
     */
    protected final void completeHere(Runnable result, Runnable before) {
        Runnable both = () -> {
            result.run();
            before.run();
        };
        completeHere(both, result, before, null);
    }

    private void completeHere(Runnable result, Throwable reason) {
        completeHere(result, result, NOTHING_MORE, reason);
    }

    private void completeHere(Runnable all, Runnable here, Runnable there, Throwable reason) {
        if (isFirst(all, reason) && inPlace == null) {
            run(here);
            outcome = there;
            goOn();
        }
    }

    private boolean isFirst(Runnable result, Throwable reason) {
        if (!OUTCOME.compareAndSet(this, null, result)) {
            LOG.debug("Exchange {} already has its outcome, so a second one is dropped", exchange.getExchangeId(), reason);
            return false;
        }
        settled();
        if (inPlace != null) {
            inPlace.countDown();
        }
        return true;
    }

    /**
     * Told once that there is an outcome, before it is put into the exchange. Throws nothing.
     */
    protected void settled() {
    }

    private void goOn() {
        try {
            routes.execute(() -> callBack(null));
        } catch (Throwable e) {
            // this thread is all that the exchange has left
            callBack(e);
        }
    }

    /**
     * @param trouble why the route can't go on, or null
     */
    private void callBack(Throwable trouble) {
        Runnable left = OUTCOME.getAndSet(this, CALLED_BACK);
        // an executor that threw may have taken it all the same
        if (left != CALLED_BACK) {
            run(left);
            if (trouble != null && exchange.getException() == null) {
                exchange.setException(said(trouble));
            }
            callback.done(false);
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

    /**
     * Executors reject only when they stop. The result may have told the exchange its task.
     */
    private Throwable said(Throwable trouble) {
        if (!(trouble instanceof RejectedExecutionException)) {
            return trouble;
        }
        String taskId = taskId();
        return new PikaException("The exchange" + (taskId == null ? "" : " of task " + Texts.clean(taskId))
                                 + " can't continue, because the context is stopping", taskId, trouble);
    }

    /**
     * The task that the exchange is about, or null as long as there is none.
     */
    protected String taskId() {
        return exchange.getMessage().getHeader(PikaConstants.TASK_ID, String.class);
    }

    protected final Exchange exchange() {
        return exchange;
    }

    protected final boolean isSettled() {
        return outcome != null;
    }

    /**
     * Whether it keeps its thread while it waits.
     */
    protected final boolean waitsInPlace() {
        return inPlace != null;
    }

    /**
     * Whether the route that it is in stops. Told by the route's consumer, which stops before the producers do. The route
     * itself still says that it is started then.
     */
    public final boolean itsRouteStops() {
        String routeId = ExchangeHelper.getAtRouteId(exchange);
        if (routeId == null) {
            return false;
        }
        Route route = exchange.getContext().getRoute(routeId);
        return route == null || !ServiceHelper.isStarted(route.getConsumer());
    }
}
