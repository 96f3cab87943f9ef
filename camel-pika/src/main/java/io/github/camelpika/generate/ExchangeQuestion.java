package io.github.camelpika.generate;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.camelpika.PikaException;
import io.github.camelpika.gateway.Reply;
import io.github.camelpika.runtime.ComponentRuntime;
import io.github.camelpika.runtime.PendingExchange;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * An exchange that waits, without a thread, for the answer to a question that its gateway is asked once.
 */
final class ExchangeQuestion<T> extends PendingExchange {

    private final UnderWay underWay;
    private volatile Runnable withdraw = () -> { };

    private ExchangeQuestion(ComponentRuntime runtime, Exchange exchange, AsyncCallback callback, UnderWay underWay) {
        super(runtime.exchanges(), exchange, callback);
        this.underWay = underWay;
    }

    /**
     * Those of one producer.
     */
    static final class UnderWay {

        private final Set<ExchangeQuestion<?>> all = ConcurrentHashMap.newKeySet();

        /**
         * Ends those of routes that stop. Camel also stops a producer of a dynamic URI when it needs room for others.
         */
        void stop() {
            all.stream().filter(PendingExchange::itsRouteStops).forEach(question -> question.giveUp("its route is stopping"));
        }
    }

    /**
     * @param  ask  asks, has the answer told, and returns what takes the question back
     * @param  then puts what was said into the exchange, or throws
     * @return      what the processor's method returns
     */
    static <T> boolean ask(ComponentRuntime runtime, Exchange exchange, AsyncCallback callback, UnderWay underWay,
                           Function<Consumer<Reply<T>>, Runnable> ask, Consumer<Reply<T>> then) {
        ExchangeQuestion<T> question = new ExchangeQuestion<>(runtime, exchange, callback, underWay);
        underWay.all.add(question);
        return question.begin(() -> {
            question.asked(ask.apply(reply -> question.complete(() -> then.accept(reply))));
            return () -> question.giveUp("its thread was interrupted");
        });
    }

    private void asked(Runnable withdrawing) {
        withdraw = withdrawing;
        if (isSettled()) {
            withdrawing.run();
        }
    }

    private void giveUp(String reason) {
        fail(new PikaException("The exchange waits for the gateway's answer no longer: " + reason, null));
    }

    @Override
    protected void settled() {
        underWay.all.remove(this);
        withdraw.run();
    }
}
