package io.github.camelpika.benchmark;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

import io.github.camelpika.model.JobKind;
import io.github.camelpika.model.TaskState;
import io.github.camelpika.wait.PollMoment;
import io.github.camelpika.wait.PollSchedule;
import io.github.camelpika.wait.SeenDuration;

/**
 * Many tasks and the polls for them, in virtual time. Tasks come at random, so that a schedule has decided about those
 * under way before it learns of the others' ends, as it would be. All tasks count, also those before anything is learned.
 */
final class Simulation {

    /** From one task to the next on average: some fifty are under way at once. */
    static final double SECONDS_BETWEEN = 5;

    static final String GATEWAY = "vapi";

    private final Scenario scenario;
    private final int tasks;
    private final double secondsBetween;
    private final ToldProgress progress;
    private final PriorityQueue<Poll> polls
            = new PriorityQueue<>(Comparator.comparingLong(Poll::at).thenComparingInt(poll -> poll.task.number));

    private record Poll(long at, Task task) {
    }

    private static final class Task {
        final int number;
        final long start;
        final long duration;
        long seenAt;
        Integer told;
        int polls;

        Task(int number, long start, double seconds) {
            this.number = number;
            this.start = start;
            this.duration = (long) (seconds * 1e9);
        }
    }

    Simulation(Scenario scenario, int tasks) {
        this(scenario, tasks, SECONDS_BETWEEN, (share, age) -> null);
    }

    /**
     * @param secondsBetween from one task to the next on average
     */
    Simulation(Scenario scenario, int tasks, double secondsBetween, ToldProgress progress) {
        this.scenario = scenario;
        this.tasks = tasks;
        this.secondsBetween = secondsBetween;
        this.progress = progress;
    }

    Outcome run(PollSchedule schedule) {
        Random random = new Random(1);
        long start = 0;
        for (int i = 0; i < tasks; i++) {
            Task task = new Task(i, start, scenario.truth().apply(i).draw(random));
            polls.add(new Poll(start, task));
            start += (long) (1e9 * secondsBetween * random.nextExponential());
        }
        double[] delays = new double[tasks];
        long count = 0;
        while (!polls.isEmpty()) {
            Poll poll = polls.remove();
            Task task = poll.task;
            long age = poll.at - task.start;
            if (age > 0) {
                count++;
                task.polls++;
            }
            if (age > 0 && age >= task.duration) {
                delays[task.number] = (age - task.duration) / 1e9;
                schedule.ended(new SeenDuration(GATEWAY, JobKind.ANY, Duration.ofNanos(age), Duration.ofNanos(age - task.seenAt),
                        task.told, true));
            } else {
                task.seenAt = age;
                task.told = age == 0 ? null : progress.at((double) age / task.duration, age / 1e9);
                long pause = schedule.nextPoll(moment(task, age)).toNanos();
                polls.add(new Poll(poll.at + Math.max(1, pause), task));
            }
        }
        return Outcome.of(count, delays);
    }

    private PollMoment moment(Task task, long age) {
        return new PollMoment(GATEWAY, JobKind.ANY, task.polls == 0 ? null : TaskState.RUNNING, task.told, task.polls,
                Duration.ofNanos(age), Duration.ofNanos(age));
    }
}
