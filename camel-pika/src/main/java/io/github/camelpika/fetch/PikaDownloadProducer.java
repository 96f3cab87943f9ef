package io.github.camelpika.fetch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.download.DirectoryCheck;
import io.github.camelpika.runtime.CompleteExpression;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.runtime.PendingExchange;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * {@code pika:download}: fetches the files of a finished task, into a directory or as the body.
 */
public class PikaDownloadProducer extends DefaultAsyncProducer {

    private final PikaConfiguration options;
    private final GatewayAccount account;
    private final ComponentServices services;
    private final Set<ExchangeDownload> underWay = ConcurrentHashMap.newKeySet();
    private CompleteExpression fileName;
    private DownloadTerms terms;

    public PikaDownloadProducer(Endpoint endpoint, PikaConfiguration options, GatewayAccount account, ComponentServices services) {
        super(endpoint);
        this.options = options;
        this.account = account;
        this.services = services;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        terms = DownloadTerms.of(account, options);
        if (options.getDirectory() == null) {
            VideoStream.keepForCopies(getEndpoint().getCamelContext());
        } else {
            DirectoryCheck.problemWith(options.getDirectory()).ifPresent(problem -> {
                throw new IllegalArgumentException("pika:download can't start: " + problem);
            });
        }
        if (options.getFileName() != null) {
            fileName = new CompleteExpression(getEndpoint().getCamelContext(), options.getFileName());
        }
    }

    /**
     * Ends the downloads of routes that stop, as {@code pika:feed} does with its waits.
     */
    @Override
    protected void doStop() throws Exception {
        underWay.stream().filter(ExchangeDownload::itsRouteStops).forEach(ExchangeDownload::stop);
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return PendingExchange.process(exchange, callback, () -> {
            DownloadSource source = DownloadSource.of(exchange.getMessage(), account.gateway().name(), terms.artifacts());
            FileNaming naming = FileNaming.of(fileName, terms, exchange, source.taskId());
            return new ExchangeDownload(services.runtime(), terms, exchange, callback, source, naming, underWay).begin();
        });
    }
}
