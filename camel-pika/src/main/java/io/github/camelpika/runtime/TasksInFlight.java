package io.github.camelpika.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.camelpika.gateway.Submission;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.time.TimeSource;
import io.github.camelpika.track.MemoryPlaces;
import io.github.camelpika.track.Sha256;
import io.github.camelpika.track.TaskPlaces;
import io.github.camelpika.wait.Flight;
import io.github.camelpika.wait.FlightPlace;
import io.github.camelpika.wait.LearnedFlights;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the tasks that are in flight at one gateway with one key: against {@code maxTasksInFlight}, over all processes that
 * share a tracker; and where that isn't set, for this process, against what the gateway's refusals have taught.
 */
public final class TasksInFlight implements Flight {

    private static final Logger LOG = LoggerFactory.getLogger(TasksInFlight.class);

    private final String scope;
    private final Integer set;
    private final Supplier<TaskPlaces> shared;
    private final MemoryPlaces own;
    /** Accepted, and their places don't know it yet. */
    private final Set<String> fresh = ConcurrentHashMap.newKeySet();
    private final LearnedFlights learned;
    private volatile TaskPlaces places;
    private volatile Runnable whenFree = () -> { };
    private volatile Runnable whenFewer = () -> { };

    /**
     * @param origin of the gateway
     * @param apiKey is told to nobody: what a database gets doesn't show it
     * @param set    how many there may be; null where it is to be learned
     * @param shared opened with the first job
     */
    TasksInFlight(String origin, String apiKey, Integer set, Supplier<TaskPlaces> shared, TimeSource time) {
        this.scope = Sha256.of("camel-pika tasks in flight\n" + origin + "\n" + apiKey);
        this.set = set;
        this.shared = shared;
        this.own = new MemoryPlaces(time, place -> false);
        this.learned = new LearnedFlights(time);
    }

    /**
     * @param free  done when a place may be free that wasn't
     * @param fewer done when there are fewer places than before
     */
    void tell(Runnable free, Runnable fewer) {
        whenFree = free;
        whenFewer = fewer;
    }

    private TaskPlaces places() {
        if (set == null) {
            return own;
        }
        TaskPlaces current = places;
        if (current == null) {
            current = shared.get();
            places = current;
        }
        return current;
    }

    /**
     * How many there may be, or {@link LearnedFlights#UNLIMITED}.
     */
    public int limit() {
        return set == null ? learned.known() : set;
    }

    /**
     * Whether the limit is one that the gateway has taught.
     */
    public boolean isLearned() {
        return set == null;
    }

    /**
     * How many there are. May block.
     */
    public int taken() {
        return places().taken(scope);
    }

    @Override
    public boolean mayBlock() {
        return set != null && places().mayBlock();
    }

    @Override
    public boolean take(FlightPlace place) {
        return set == null ? own.take(scope, learned.most(), leased(place)) : places().take(scope, set, place);
    }

    @Override
    public boolean takeOver(FlightPlace place) {
        return set == null ? take(place) : places().takeOver(scope, set, place);
    }

    /**
     * What a tracker knows may come from other processes, and is not looked at for what this one learns.
     */
    private FlightPlace leased(FlightPlace place) {
        return set == null ? new FlightPlace(place.holder(), null, false, place.lease()) : place;
    }

    @Override
    public void accepted(FlightPlace place, String taskId) {
        places().accepted(place, taskId);
        fresh.remove(taskId);
    }

    /** What nobody may ever learn of must not fill a limit that is only a guess: too many are refused, and cost nothing. */
    @Override
    public void unknown(FlightPlace place) {
        if (set == null) {
            free(place);
        } else {
            places().unknown(place);
        }
    }

    @Override
    public void free(FlightPlace place) {
        givenBack(() -> places().free(place, whenFree));
    }

    @Override
    public void ended(String taskId) {
        fresh.remove(taskId);
        givenBack(() -> places().ended(scope, taskId, whenFree));
    }

    /** Whoever tells of it has an exchange that is to come back, whatever becomes of a place. */
    private void givenBack(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("A place of maxTasksInFlight could not be given back, so it is taken until its lease is over: {}", e.toString());
            LOG.debug("It could not be given back", e);
        }
    }

    @Override
    public void answered(Submission submission) {
        if (set != null) {
            return;
        }
        if (submission instanceof Submission.Accepted accepted) {
            fresh.add(accepted.taskId());
            learned.accepted(known());
        } else if (submission instanceof Submission.Refused refused
                && refused.error().status() == GatewayError.TOO_MANY_REQUESTS) {
            own.sweep(scope);
            if (learned.refused(refused.error(), known())) {
                whenFewer.run();
            }
        }
    }

    /**
     * Without the jobs that have a place and are not accepted yet.
     */
    private int known() {
        return own.accepted(scope) + fresh.size();
    }
}
