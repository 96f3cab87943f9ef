package io.github.camelpika.fetch;

import java.util.concurrent.CompletableFuture;

import io.github.camelpika.PikaEndpoint;
import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.gateway.FreshAddress;

/**
 * Asks the gateway for a fresh address of a task's file, at a gateway that has a call for that.
 */
final class AddressLookup {

    private AddressLookup() {
    }

    /**
     * The address, or a {@link PikaGatewayException}.
     */
    static CompletableFuture<String> ask(PikaEndpoint endpoint, String taskId) {
        CompletableFuture<String> address = new CompletableFuture<>();
        endpoint.access().freshAddress(taskId, answer -> {
            if (answer instanceof FreshAddress.Known known) {
                address.complete(known.url());
            } else {
                address.completeExceptionally(new PikaGatewayException(
                        endpoint.gateway().title() + " can't tell where the file of task " + taskId + " is", taskId,
                        ((FreshAddress.Failed) answer).error()));
            }
        });
        return address;
    }
}
