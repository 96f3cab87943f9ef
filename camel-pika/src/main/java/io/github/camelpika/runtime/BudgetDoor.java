package io.github.camelpika.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.camelpika.track.BudgetSpentException;
import io.github.camelpika.track.BudgetState;
import io.github.camelpika.track.CostLimit;
import io.github.camelpika.track.CostTotals;

/**
 * What jobs of this process will take that wait for their turn at a gateway: a job that comes when they leave nothing is told
 * so at once, and doesn't stand there in vain. Nothing is reserved by that, so that nothing is lost with the process; what counts
 * is the ledger, when the turn comes, and this is never stricter.
 */
final class BudgetDoor {

    private final Map<Place, Long> waiting = new HashMap<>();

    private record Place(CostLimit limit, String label) {
    }

    /**
     * @param  budgets              as the ledger had them before
     * @param  needed               what the job takes; null where nothing is known of it
     * @param  waits                whether it counts for those that come after it
     * @return                      to be run when it reserves what it takes, or goes away; any number of times
     * @throws BudgetSpentException if too little is left
     */
    synchronized Runnable enter(List<BudgetState> budgets, Long needed, boolean waits) {
        for (BudgetState budget : budgets) {
            long before = waits ? Math.min(waiting.getOrDefault(place(budget), 0L), room(budget, needed)) : 0;
            CostTotals totals = new CostTotals(budget.totals().spent(), budget.totals().reserved() + before);
            if (!budget.limit().allows(totals, needed)) {
                throw new BudgetSpentException(new BudgetState(budget.limit(), budget.label(), budget.day(), totals), needed);
            }
        }
        if (needed == null || !waits) {
            return () -> { };
        }
        budgets.forEach(budget -> waiting.merge(place(budget), needed, Long::sum));
        return new Runnable() {
            private boolean left;

            @Override
            public void run() {
                synchronized (BudgetDoor.this) {
                    if (!left) {
                        left = true;
                        budgets.forEach(budget -> waiting.computeIfPresent(place(budget),
                                (place, amount) -> amount.equals(needed) ? null : amount - needed));
                    }
                }
            }
        };
    }

    /** For whole jobs: more may stand there, of which the last are refused when their turn comes. */
    private static long room(BudgetState budget, Long needed) {
        long room = Math.max(0, budget.limit().most() - budget.totals().used());
        return needed == null || needed == 0 ? room : room - room % needed;
    }

    private static Place place(BudgetState budget) {
        return new Place(budget.limit(), budget.label());
    }
}
