package io.github.camelpika.generate;

import java.math.BigDecimal;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.PikaConstants;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.gateway.Reply;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.runtime.PendingExchange;
import io.github.camelpika.runtime.ResultHeaders;
import io.github.camelpika.wait.GatewayAccess;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * {@code pika:quote}: asks what a job would cost, and submits nothing. The message goes on as it came, so that
 * {@code pika:generate} can submit it.
 */
public class PikaQuoteProducer extends DefaultAsyncProducer {

    /** How the header says that a cost is what the gateway said before. */
    static final String QUOTED = "quoted";

    private final GatewayAccount account;
    private final ComponentServices services;
    private final GenerateRequestReader reader;
    private final PictureReader pictures;
    private final ExchangeQuestion.UnderWay underWay = new ExchangeQuestion.UnderWay();

    public PikaQuoteProducer(Endpoint endpoint, PikaConfiguration options, GatewayAccount account, ComponentServices services) {
        super(endpoint);
        this.account = account;
        this.services = services;
        this.pictures = new PictureReader(options, account.gateway());
        this.reader = new GenerateRequestReader(options, account.gateway().dialect());
    }

    @Override
    protected void doStop() throws Exception {
        underWay.stop();
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return PendingExchange.process(exchange, callback, () -> {
            exchange.getMessage().removeHeader(PikaConstants.COST);
            exchange.getMessage().removeHeader(PikaConstants.COST_STATE);
            GenerateRequest request = reader.read(exchange.getMessage(), pictures.of(exchange));
            GatewayAccess access = account.accessWithoutKeyIfNone();
            return ExchangeQuestion.<BigDecimal> ask(services.runtime(), exchange, callback, underWay,
                    then -> access.quote(request, then), reply -> told(exchange, reply));
        });
    }

    private void told(Exchange exchange, Reply<BigDecimal> reply) {
        if (reply instanceof Reply.Failed<BigDecimal> failed) {
            ResultHeaders.set(exchange.getMessage(), PikaConstants.ERROR_CODE, failed.error().code());
            throw new PikaGatewayException(account.gateway().title() + " did not say what the job would cost", null, failed.error());
        }
        exchange.getMessage().setHeader(PikaConstants.COST, ((Reply.Said<BigDecimal>) reply).what());
        exchange.getMessage().setHeader(PikaConstants.COST_STATE, QUOTED);
    }
}
