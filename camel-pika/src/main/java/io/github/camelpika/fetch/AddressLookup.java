package io.github.camelpika.fetch;

import java.util.concurrent.CompletableFuture;

import io.github.camelpika.PikaGatewayException;
import io.github.camelpika.gateway.Reply;
import io.github.camelpika.runtime.GatewayAccount;

/**
 * Asks the gateway for a fresh address of a task's file, at a gateway that has a call for that.
 */
final class AddressLookup {

    private AddressLookup() {
    }

    /**
     * The address, or a {@link PikaGatewayException}.
     */
    static CompletableFuture<String> ask(GatewayAccount account, String taskId) {
        CompletableFuture<String> address = new CompletableFuture<>();
        account.access().freshAddress(taskId, answer -> {
            if (answer instanceof Reply.Said<String> said) {
                address.complete(said.what());
            } else {
                address.completeExceptionally(new PikaGatewayException(
                        account.gateway().title() + " could not say where the file of task " + taskId + " is", taskId,
                        ((Reply.Failed<String>) answer).error()));
            }
        });
        return address;
    }
}
