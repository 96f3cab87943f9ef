package io.github.camelpika;

import java.util.List;
import java.util.Map;

import io.github.camelpika.feed.PikaFeedConsumer;
import io.github.camelpika.feed.PikaFeedPollingConsumer;
import io.github.camelpika.feed.PikaFeedProducer;
import io.github.camelpika.feed.PikaWebhookHandler;
import io.github.camelpika.feed.QueueExchange;
import io.github.camelpika.feed.SingleTask;
import io.github.camelpika.fetch.PikaDownloadProducer;
import io.github.camelpika.gateway.Urls;
import io.github.camelpika.generate.PikaCancelProducer;
import io.github.camelpika.generate.PikaGenerateProducer;
import io.github.camelpika.generate.PikaQuoteProducer;
import io.github.camelpika.observe.PikaCostProducer;
import io.github.camelpika.observe.board.PikaBoardProducer;
import io.github.camelpika.runtime.ComponentServices;
import io.github.camelpika.runtime.GatewayAccount;
import io.github.camelpika.wait.AdaptiveSchedule;
import io.github.camelpika.wait.FixedSchedule;
import io.github.camelpika.wait.PollSchedule;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.spi.BrowsableEndpoint;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Generate videos with Pika through gateways that resell it: submit a job, wait for it, download the file.
 */
@UriEndpoint(firstVersion = "1.0.0", scheme = "pika", title = "Pika", syntax = "pika:operation",
             category = { Category.AI, Category.CLOUD }, headersClass = PikaConstants.class)
@Metadata(annotations = { "protocol=http" })
public class PikaEndpoint extends DefaultEndpoint implements AsyncEndpoint, BrowsableEndpoint,
        WebhookCapableEndpoint, EndpointServiceLocation {

    private static final String DEFAULT_QUEUE = "default";

    @UriPath(description = "What to do: generate submits a job, feed waits for it, download fetches the file,"
                             + " quote asks what a job would cost, cancel asks to stop one, cost reports what tasks cost,"
                             + " board shows it all in a browser.")
    @Metadata(required = true)
    private final PikaOperation operation;
    @UriParam
    private final PikaConfiguration configuration;
    @UriParam(label = "advanced", defaultValue = "100",
              description = "The maximum number of tasks of the queue to show when the endpoint is browsed; -1 shows all.")
    private int browseLimit = 100;

    private GatewayAccount account;
    private PollSchedule pollSchedule;
    private WebhookConfiguration webhookConfiguration;

    public PikaEndpoint(String uri, PikaComponent component, PikaOperation operation,
                        PikaConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        OptionCheck check = new OptionCheck(operation, configuration);
        check.run();
        account = new GatewayAccount(services(), getEndpointUri(), configuration, check.gateway(), check.baseUri());
        pollSchedule = newPollSchedule();
    }

    @Override
    public Producer createProducer() throws Exception {
        return switch (operation) {
            case generate -> new PikaGenerateProducer(this, configuration, account, services(), getComponent().repeatWarning());
            case feed -> new PikaFeedProducer(this, configuration, account, services(), pollSchedule);
            case download -> new PikaDownloadProducer(this, configuration, account, services());
            case quote -> new PikaQuoteProducer(this, configuration, account, services());
            case cancel -> new PikaCancelProducer(this, configuration, account, services());
            case cost -> new PikaCostProducer(this, configuration, services());
            case board -> new PikaBoardProducer(this, configuration);
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (operation != PikaOperation.feed) {
            throw new UnsupportedOperationException("pika:" + operation + " can't start a route: use it with to; to"
                    + " start a route when a video is finished, use pika:feed");
        }
        return feedConsumer(processor);
    }

    private PikaFeedConsumer feedConsumer(Processor processor) throws Exception {
        PikaFeedConsumer consumer = new PikaFeedConsumer(this, processor, configuration, account, services(), pollSchedule,
                queueToTakeFrom());
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        if (operation != PikaOperation.feed) {
            throw new UnsupportedOperationException("pika:" + operation + " can't be polled: use pika:feed");
        }
        PikaFeedPollingConsumer consumer = new PikaFeedPollingConsumer(this, configuration, account, services(), pollSchedule);
        configurePollingConsumer(consumer);
        return consumer;
    }

    /**
     * The queue that a consumer of this endpoint takes finished tasks from.
     */
    String queueToTakeFrom() {
        if (configuration.getTaskId() != null) {
            return SingleTask.queue(account.gateway().name(), configuration.getTaskId());
        }
        return configuration.getQueue() == null ? DEFAULT_QUEUE : configuration.getQueue();
    }

    /**
     * Whether it has no key by which a repeated message could be recognized.
     */
    boolean isWithoutKey() {
        return configuration.getIdempotentKey() == null;
    }

    @Override
    public Processor createWebhookHandler(Processor next) {
        if (operation != PikaOperation.feed) {
            throw new UnsupportedOperationException("webhook:pika:" + operation + " is not supported: use webhook:pika:feed");
        }
        return new PikaWebhookHandler(configuration, account, services(), () -> {
            try {
                return feedConsumer(next);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        });
    }

    @Override
    public void setWebhookConfiguration(WebhookConfiguration webhookConfiguration) {
        this.webhookConfiguration = webhookConfiguration;
    }

    /**
     * Gateways have no registration of webhooks: each submission carries the address. Without an external URL there is
     * no address that a gateway could reach.
     */
    @Override
    public void registerWebhook() throws Exception {
        if (webhookConfiguration.getWebhookExternalUrl() != null) {
            services().webhooks().open(queueToTakeFrom(), webhookConfiguration.computeFullExternalUrl());
        }
    }

    @Override
    public void unregisterWebhook() {
        services().webhooks().close(queueToTakeFrom());
    }

    @Override
    public List<String> getWebhookMethods() {
        return List.of("POST");
    }

    /**
     * The tasks of the queue, one exchange per task.
     */
    @Override
    public List<Exchange> getExchanges() {
        int most = browseLimit < 0 ? Integer.MAX_VALUE : browseLimit;
        return services().tracker().list(queueToTakeFrom(), most).stream()
                .map(task -> QueueExchange.fill(createExchange(), task, configuration.getUnitPrice())).toList();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        account.open();
    }

    @Override
    protected void doStop() throws Exception {
        account.close();
        super.doStop();
    }

    private ComponentServices services() {
        return getComponent().services();
    }

    private PollSchedule newPollSchedule() {
        if (configuration.getPollSchedule() instanceof PollSchedule schedule) {
            return schedule;
        }
        return switch (String.valueOf(configuration.getPollSchedule())) {
            case "adaptive" -> new AdaptiveSchedule(services().learned(), configuration.getPollInterval(),
                    AdaptiveSchedule.Aim.LESS_DELAY);
            case "frugal" -> new AdaptiveSchedule(services().learned(), configuration.getPollInterval(),
                    AdaptiveSchedule.Aim.FEWER_POLLS);
            default -> new FixedSchedule(configuration.getPollInterval());
        };
    }

    @Override
    public PikaComponent getComponent() {
        return (PikaComponent) super.getComponent();
    }

    public PikaOperation getOperation() {
        return operation;
    }

    public PikaConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public int getBrowseLimit() {
        return browseLimit;
    }

    @Override
    public void setBrowseLimit(int browseLimit) {
        this.browseLimit = browseLimit;
    }

    @Override
    public String getServiceUrl() {
        return account == null ? null : Urls.origin(account.baseUri());
    }

    @Override
    public String getServiceProtocol() {
        return "http";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("gateway", configuration.getGateway());
    }
}
