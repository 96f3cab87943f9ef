package io.github.camelpika.generate;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.gateway.Cancellation;
import io.github.camelpika.gateway.Reply;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.runtime.PendingExchange;
import io.github.camelpika.runtime.ResultHeaders;
import io.github.camelpika.runtime.TaskReference;
import io.github.camelpika.wait.GatewayAccess;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * {@code pika:cancel}: asks the gateway to stop a task, and tells what it says. What becomes of the task is for
 * {@code pika:feed} to find out: one that is to be cancelled may still finish.
 */
public class PikaCancelProducer extends DefaultAsyncProducer {

    private final PikaConfiguration options;
    private final GatewayAccount account;
    private final ComponentServices services;
    private final ExchangeQuestion.UnderWay underWay = new ExchangeQuestion.UnderWay();

    public PikaCancelProducer(Endpoint endpoint, PikaConfiguration options, GatewayAccount account, ComponentServices services) {
        super(endpoint);
        this.options = options;
        this.account = account;
        this.services = services;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // tells a missing key now, and not with the first message
        account.access();
    }

    @Override
    protected void doStop() throws Exception {
        underWay.stop();
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return PendingExchange.process(exchange, callback, () -> {
            exchange.getMessage().removeHeader(PikaConstants.CANCEL);
            String taskId = TaskReference.of(exchange.getMessage(), options.getTaskId(), account.gateway().name());
            GatewayAccess access = account.access();
            return ExchangeQuestion.<Cancellation> ask(services.runtime(), exchange, callback, underWay,
                    then -> access.cancel(taskId, then), reply -> told(exchange, taskId, reply));
        });
    }

    private void told(Exchange exchange, String taskId, Reply<Cancellation> reply) {
        exchange.getMessage().setHeader(PikaConstants.TASK_ID, taskId);
        exchange.getMessage().setHeader(PikaConstants.GATEWAY, account.gateway().name());
        if (reply instanceof Reply.Failed<Cancellation> failed) {
            ResultHeaders.set(exchange.getMessage(), PikaConstants.ERROR_CODE, failed.error().code());
            throw new PikaGatewayException(account.gateway().title() + " could not be asked to cancel task " + taskId, taskId,
                    failed.error());
        }
        exchange.getMessage().setHeader(PikaConstants.CANCEL, ((Reply.Said<Cancellation>) reply).what().toString());
    }
}
