package io.github.camelpika.wait;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The threads that make calls to gateways, which block. Each gateway has a share of them, which may take another one as long
 * as more are free than it holds: so one that accepts calls and says nothing gets half of all, a second one a third like the
 * first, and however many there are of those, something is left for one that answers until each holds its last one.
 */
public final class Workers {

    private final Executor threads;
    private final int most;
    /** Those that would take one as soon as they may, in the order in which they came. */
    private final Map<Runnable, Share> waiting = new LinkedHashMap<>();
    private int taken;

    /**
     * @param threads runs each call that it is given at once, and makes none wait for others
     * @param most    how many calls at once
     */
    public Workers(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    /**
     * A share for one more gateway.
     */
    public Share share() {
        return new Share();
    }

    private synchronized Runnable nextThatMay() {
        for (Iterator<Map.Entry<Runnable, Share>> entries = waiting.entrySet().iterator(); entries.hasNext();) {
            Map.Entry<Runnable, Share> each = entries.next();
            if (each.getValue().mayTake()) {
                entries.remove();
                return each.getKey();
            }
        }
        return null;
    }

    /**
     * What one gateway has of the threads.
     */
    public final class Share {

        private int held;

        private Share() {
        }

        private boolean mayTake() {
            return held < most - taken;
        }

        /**
         * @param  whenFree told once when it may be worth another try, if there is none now; the same object is told once,
         *                  however often it asks
         * @return          whether there is one for a call; then either {@link #run} or {@link #giveBack} follows
         */
        boolean take(Runnable whenFree) {
            synchronized (Workers.this) {
                if (!mayTake()) {
                    waiting.put(whenFree, this);
                    return false;
                }
                held++;
                taken++;
                return true;
            }
        }

        /**
         * @throws RejectedExecutionException if the threads are stopping
         */
        void run(Runnable call) {
            threads.execute(call);
        }

        void giveBack() {
            synchronized (Workers.this) {
                held--;
                taken--;
            }
            for (Runnable next = nextThatMay(); next != null; next = nextThatMay()) {
                next.run();
            }
        }
    }
}
