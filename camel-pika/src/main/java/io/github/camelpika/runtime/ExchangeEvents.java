package io.github.camelpika.runtime;

import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Hears of the beginnings and ends of exchanges, of which there are copies that know no more of each other than that.
 */
public abstract class ExchangeEvents extends EventNotifierSupport {

    /** Each kind is told only of what it listens to. */
    protected ExchangeEvents() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
    }

    /** Events of other kinds come as well, such as those of tasks, and everything that Camel doesn't know is let through. */
    @Override
    public final boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.ExchangeEvent;
    }

    /**
     * The one of the context, which it gets with the first use.
     */
    public static <T extends ExchangeEvents> T of(CamelContext context, Class<T> kind, Supplier<T> first) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        synchronized (extension) {
            T there = extension.getContextPlugin(kind);
            if (there == null) {
                there = first.get();
                extension.addContextPlugin(kind, there);
                context.getManagementStrategy().addEventNotifier(there);
                ServiceHelper.startService(there);
            }
            return there;
        }
    }
}
