package io.github.camelpika.feed;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.github.camelpika.PikaConfiguration;
import io.github.camelpika.download.AllowedHosts;
import io.github.camelpika.gateway.CallbackSigning;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.SignedCallback;
import io.github.camelpika.gateway.Urls;
import io.github.camelpika.runtime.CallbackKeys;
import io.github.camelpika.runtime.CallbackKeys.Verdict;
import io.github.camelpika.runtime.ComponentServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a callback is from its gateway, where that one signs them. Blocks nobody.
 */
final class SenderCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SenderCheck.class);

    private final PikaConfiguration options;
    private final ComponentServices services;
    private final String queue;
    private volatile boolean told;

    SenderCheck(PikaConfiguration options, ComponentServices services, String queue) {
        this.options = options;
        this.services = services;
        this.queue = queue;
    }

    /**
     * Fetches the keys, so that they are there when the first callback comes.
     */
    void prepare(Gateway gateway) {
        gateway.dialect().callbackSigning().ifPresent(signing -> keys(address(signing)).refresh());
    }

    /**
     * @param header gives a header of the callback by its name
     * @param body   the very bytes that came
     */
    CompletableFuture<Verdict> check(Gateway gateway, UnaryOperator<String> header, byte[] body) {
        Optional<CallbackSigning> signing = gateway.dialect().callbackSigning();
        if (signing.isEmpty()) {
            return CompletableFuture.completedFuture(Verdict.GENUINE);
        }
        Optional<SignedCallback> signed = signing.get().read(header, body);
        if (signed.isEmpty()) {
            return refused("it has no signature of " + gateway.title());
        }
        if (!signed.get().isTimely(services.runtime().timer().now())) {
            return refused("it was signed at " + signed.get().at() + ", which is too long ago or in the future: check the clock of"
                           + " this machine");
        }
        URI address = address(signing.get());
        return keys(address).check(signed.get()).thenCompose(verdict -> verdict == Verdict.FORGED
                ? refused("it was signed with none of the keys at " + address)
                : CompletableFuture.completedFuture(verdict));
    }

    /** Told once, as whoever forges one can forge a million. */
    private CompletableFuture<Verdict> refused(String reason) {
        if (!told) {
            told = true;
            LOG.warn("A callback to the webhook of queue {} was refused, because {}. Further ones are only counted", queue, reason);
        }
        LOG.debug("A callback was refused, because {}", reason);
        return CompletableFuture.completedFuture(Verdict.FORGED);
    }

    private URI address(CallbackSigning signing) {
        return isSet() ? Urls.parse(options.getCallbackKeysUri(), null) : signing.keys();
    }

    private boolean isSet() {
        return options.getCallbackKeysUri() != null && !options.getCallbackKeysUri().isBlank();
    }

    private CallbackKeys keys(URI address) {
        boolean trusted = isSet() || AllowedHosts.of(options.getAllowedHosts()).name(address);
        return services.runtime().callbackKeys(address, trusted);
    }
}
