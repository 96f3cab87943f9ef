package io.github.camelpika.runtime;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.model.Billing;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.track.CostEntry;
import io.github.camelpika.wait.GatewayAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Charges that a gateway tells some time after the end of a task (Pika): it is asked a few times more, and then no more, as
 * each time takes a request. What a process leaves behind is asked for by the next one that starts.
 */
final class LateCharges {

    private static final Logger LOG = LoggerFactory.getLogger(LateCharges.class);

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMinutes(10),
            Duration.ofHours(1));
    /** As one look takes one request; the rest is left to the next start. */
    private static final int MOST_LEFT_BEHIND = 1_000;

    private final ComponentServices services;
    private final ComponentRuntime runtime;
    private final Consumer<VideoTask> told;

    /**
     * @param told given each task whose charge is known now, or will never be
     */
    LateCharges(ComponentServices services, ComponentRuntime runtime, Consumer<VideoTask> told) {
        this.services = services;
        this.runtime = runtime;
        this.told = told;
    }

    /**
     * To be called when the component has started. Its endpoints may not have: nobody is asked at once.
     */
    void start() {
        try {
            runtime.timer().schedule(PAUSES.get(0), () -> runtime.routes().execute(this::lookAtLeftBehind));
        } catch (RejectedExecutionException e) {
            LOG.debug("Nothing is looked for, because the context is stopping", e);
        }
    }

    private void lookAtLeftBehind() {
        try {
            for (CostEntry entry : services.costs().ledger().pending(services.name(), MOST_LEFT_BEHIND)) {
                ask(entry.job().gateway(), entry.taskId(), PAUSES.iterator());
            }
        } catch (RuntimeException e) {
            LOG.debug("The charges that are still to come can't be looked for now", e);
        }
    }

    /**
     * A task was seen to end. Returns at once.
     */
    void ended(VideoTask task) {
        if (isPending(task)) {
            later(task.gateway(), task.taskId(), PAUSES.iterator());
        }
    }

    private static boolean isPending(VideoTask task) {
        return task.billing() != null && task.billing().state() == Billing.State.PENDING && task.billing().chargeMicroUsd() == null;
    }

    private void later(String gateway, String taskId, Iterator<Duration> pauses) {
        if (pauses.hasNext()) {
            runtime.timer().schedule(pauses.next(), () -> ask(gateway, taskId, pauses));
        }
    }

    private void ask(String gateway, String taskId, Iterator<Duration> pauses) {
        services.accounts().stream().filter(account -> account.gateway().name().equals(gateway))
                .flatMap(account -> account.used().stream()).filter(access -> !access.isStopped()).findFirst()
                .ifPresentOrElse(access -> ask(access, gateway, taskId, pauses), () -> later(gateway, taskId, pauses));
    }

    private void ask(GatewayAccess access, String gateway, String taskId, Iterator<Duration> pauses) {
        access.query(taskId, Duration.ofDays(1), () -> true, answer -> {
            VideoTask seen = answer instanceof Answer.Known known ? known.task() : null;
            if (seen != null && seen.state().isEnded() && !isPending(seen)) {
                told.accept(seen);
            } else {
                later(gateway, taskId, pauses);
            }
        });
    }
}
