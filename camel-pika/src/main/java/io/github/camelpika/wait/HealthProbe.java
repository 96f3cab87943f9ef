package io.github.camelpika.wait;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call that only finds out how the gateway is. While one is under way there is no other.
 */
final class HealthProbe implements Throttle.Call {

    private final Throttle throttle;
    private final Runnable call;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /**
     * @param call asks the gateway, and blocks
     */
    HealthProbe(Throttle throttle, Runnable call) {
        this.throttle = throttle;
        this.call = call;
    }

    void start() {
        if (underWay.compareAndSet(false, true)) {
            throttle.enter(Throttle.Lane.QUERIES, this);
        }
    }

    @Override
    public boolean isWanted() {
        return true;
    }

    @Override
    public void run() {
        try {
            call.run();
        } finally {
            underWay.set(false);
        }
    }

    @Override
    public void dropped() {
        underWay.set(false);
    }
}
