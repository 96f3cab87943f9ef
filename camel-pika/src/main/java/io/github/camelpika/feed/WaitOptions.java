package io.github.camelpika.feed;

import java.time.Duration;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.wait.GatewayAccess;
import io.github.camelpika.wait.PollSchedule;
import io.github.camelpika.wait.WaitPolicy;
import org.apache.camel.Endpoint;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the options of an endpoint say to wait for a task.
 */
final class WaitOptions {

    private static final Logger LOG = LoggerFactory.getLogger(WaitOptions.class);

    private WaitOptions() {
    }

    /**
     * A wait until the task has ended.
     */
    static WaitPolicy whole(PikaConfiguration options, GatewayAccess access, PollSchedule schedule) {
        return policy(options, access, schedule, options.getWaitTimeout(), options.getQueueTimeout(), false,
                options.isCancelOnTimeout());
    }

    /**
     * A wait for a time that was not set as an option, which is no reason to cancel anything.
     *
     * @param once whether the first answer ends it
     */
    static WaitPolicy within(PikaConfiguration options, GatewayAccess access, PollSchedule schedule, Duration timeout, boolean once) {
        return policy(options, access, schedule, timeout, timeout, once, false);
    }

    /**
     * A look at the task as it is.
     */
    static WaitPolicy look(PikaConfiguration options, GatewayAccess access, PollSchedule schedule) {
        return policy(options, access, schedule, options.getWaitTimeout(), options.getQueueTimeout(), true, false);
    }

    private static WaitPolicy policy(PikaConfiguration options, GatewayAccess access, PollSchedule schedule, Duration waitTimeout,
                                     Duration queueTimeout, boolean once, boolean cancelOnTimeout) {
        return new WaitPolicy(access, schedule, waitTimeout, queueTimeout, options.getPermanentAfter(), once, cancelOnTimeout);
    }

    /**
     * Whoever relies on an option has to know where it does nothing.
     */
    static void warn(Endpoint endpoint, PikaConfiguration options, Gateway gateway) {
        if (options.isCancelOnTimeout() && !gateway.dialect().cancels()) {
            LOG.warn("cancelOnTimeout has no effect on {}, because {} has no call that cancels a task",
                    URISupport.sanitizeUri(endpoint.getEndpointUri()), gateway.title());
        }
    }
}
