package io.github.camelpika.benchmark;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.model.VideoTask;
import io.github.camelpika.time.SystemTimer;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.Backoff;
import io.github.camelpika.wait.FixedSchedule;
import io.github.camelpika.wait.WaitListener;
import io.github.camelpika.wait.WaitPolicy;
import io.github.camelpika.wait.WaitResult;
import io.github.camelpika.wait.Waiter;

/**
 * Waits of the component's waiter, without Camel around them.
 */
final class WaiterWaits implements WaitContender, WaitListener {

    private static final int THREADS = 32;
    private static final Duration LONG = Duration.ofDays(7);

    private final Waiter waiter;
    private final WaitPolicy policy;

    /**
     * @param gateway a script
     */
    WaiterWaits(AskedGateway gateway, Duration interval) {
        ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1);
        alarms.setRemoveOnCancelPolicy(true);
        Timer timer = new SystemTimer(alarms);
        waiter = new Waiter(timer, new Backoff(() -> 1));
        policy = new WaitPolicy(
                new InstantGateway(gateway::answer).access(Gateway.VAPI, timer, Executors.newFixedThreadPool(THREADS)),
                new FixedSchedule(interval), LONG, LONG, LONG, false);
    }

    @Override
    public Object without(int task) {
        return WaitContender.id(task);
    }

    @Override
    public void begin(int task) {
        waiter.start(WaitContender.id(task), policy, this);
    }

    @Override
    public void changed(VideoTask task) {
        // from nothing known to running
    }

    @Override
    public void ended(WaitResult result) {
        throw new IllegalStateException("No wait may end here: " + result);
    }
}
