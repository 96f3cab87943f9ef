package io.github.camelpika.wait;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.camelpika.gateway.Answer;
import io.github.camelpika.gateway.Cancellation;
import io.github.camelpika.gateway.Gateway;
import io.github.camelpika.gateway.GatewayClient;
import io.github.camelpika.gateway.Job;
import io.github.camelpika.gateway.Reply;
import io.github.camelpika.gateway.Submission;
import io.github.camelpika.gateway.UploadGrant;
import io.github.camelpika.model.GatewayError;
import io.github.camelpika.model.GenerateRequest;
import io.github.camelpika.model.JobKind;
import io.github.camelpika.time.Timer;
import io.github.camelpika.wait.Throttle.Lane;
import org.slf4j.MDC;

/**
 * One gateway with one key, asked in turn: every query and every submission passes the {@link Throttle}, and what is
 * learned from one call (too fast, accepted just now) serves the others.
 */
public final class GatewayAccess {

    /** The header that routes have the task id in, so that their log lines and these can be found together. */
    private static final String MDC_TASK_ID = "CamelPikaTaskId";
    /** No gateway gives a task such an id. */
    private static final String NO_TASK = "camel-pika-health-check";

    private final GatewayClient client;
    private final Throttle throttle;
    private final Timer timer;
    private final Backoff backoff;
    private final RecentTasks recent;
    private final GatewayEvents events;
    private final Outage outage;
    private final Set<PendingSubmission> underWay = ConcurrentHashMap.newKeySet();
    private final HealthProbe probe;
    private volatile LastContact contact;
    private volatile boolean stopped;

    /**
     * @param outage may be the same for several keys
     */
    public GatewayAccess(GatewayClient client, Throttle throttle, Timer timer, Backoff backoff, GatewayEvents events,
                         Outage outage) {
        this.client = client;
        this.throttle = throttle;
        this.timer = timer;
        this.backoff = backoff;
        this.recent = new RecentTasks(timer);
        this.events = events;
        this.outage = outage;
        this.probe = new HealthProbe(throttle, () -> learn(Lane.QUERIES, client.probe(NO_TASK).orElse(null)));
    }

    public Gateway gateway() {
        return client.gateway();
    }

    /**
     * Asks after a task when its turn comes, without blocking.
     */
    void query(String taskId, Asker asker) {
        Duration age = recent.age(taskId);
        query(taskId, age == null ? RecentTasks.FRESH : age, asker);
    }

    /**
     * The same for a task of a queue that was accepted so long ago, perhaps by another process.
     *
     * @param queue  with whose other questions it stands in line
     * @param wanted asked when the turn comes; if it says no, nothing happens
     * @param then   told what came of it, on a worker
     */
    public void query(String taskId, String queue, Duration age, BooleanSupplier wanted, Consumer<Answer> then) {
        query(taskId, age, new Asker() {
            @Override
            public Object group() {
                return queue;
            }

            @Override
            public boolean isWanted() {
                return wanted.getAsBoolean();
            }

            @Override
            public void sending() {
                // nobody but this asker hears the answer
            }

            @Override
            public void answered(Answer answer) {
                then.accept(answer);
            }
        });
    }

    private void query(String taskId, Duration age, Asker asker) {
        throttle.enter(Lane.QUERIES, new Throttle.Call() {
            @Override
            public boolean isWanted() {
                return asker.isWanted();
            }

            @Override
            public Object group() {
                return asker.group();
            }

            @Override
            public void run() {
                asker.sending();
                try (MDC.MDCCloseable taskOfLogLines = MDC.putCloseable(MDC_TASK_ID, taskId)) {
                    Answer answer = ask(taskId, age);
                    learn(Lane.QUERIES, answer instanceof Answer.Failed failed ? failed.error() : null);
                    if (answer instanceof Answer.Known) {
                        recent.seenAlive(taskId);
                    }
                    events.polled(answer);
                    asker.answered(answer);
                }
            }

            @Override
            public void dropped() {
                asker.answered(new Answer.Failed(GatewayError.noAnswer("the context is stopping", true)));
            }
        });
    }

    private Answer ask(String taskId, Duration age) {
        try {
            return client.query(taskId, age.compareTo(RecentTasks.FRESH) < 0);
        } catch (RuntimeException | Error e) {
            // whoever waits for the answer is told that there is none
            return new Answer.Failed(GatewayError.noAnswer("internal error: " + e, true));
        }
    }

    /**
     * What the last call told of the gateway, or null if there was none yet.
     */
    public LastContact contact() {
        return contact;
    }

    /**
     * Asks after a task that doesn't exist, when its turn comes, which costs nothing: {@link #contact} tells later what
     * came of it. While that is under way, it is not asked again.
     */
    public void probe() {
        probe.start();
    }

    /**
     * For how long no query is let through, as the gateway asked to slow down; negative if there is no pause.
     */
    public Duration paused() {
        return throttle.paused(Lane.QUERIES);
    }

    /**
     * Submits a job when its turn comes, without blocking. A refusal that is provable and passes, such as too many
     * requests or a connection refused, is followed by another try; so is a POST whose fate is not known, where the gateway
     * knows the job again by its idempotency key; nothing else is by itself.
     *
     * @param  unknownAgain  whether a POST whose fate is not known is followed by another try, too, which may be paid for twice
     * @param  submitTimeout for how long a job that is provably not accepted, or whose turn doesn't come, is tried again
     * @param  guard         asked on the worker before each POST, so that what must be known of it is known first; if it
     *                       says no or throws, nothing is posted
     * @param  then          told what came of it, once: that it was accepted on a worker, anything else on a worker, the
     *                       timer's thread, or one that stops it
     * @return               takes the job back, for the reason that it is given, unless it was posted already; what is just
     *                       being posted is not tried again
     */
    public Consumer<String> submit(Job job, boolean unknownAgain, Duration submitTimeout,
                                   PostGuard guard, Consumer<Submission> then) {
        PendingSubmission submitting = new PendingSubmission(this, job, unknownAgain, submitTimeout, guard, then);
        submitting.start();
        return submitting::withdraw;
    }

    /**
     * Asks to cancel a task when its turn comes, without blocking. Only of a gateway that can.
     *
     * @param  then told once what it said, on a worker, the timer's thread, or one that stops it
     * @return      takes the question back, unless it was asked already; then nobody is told
     */
    public Runnable cancel(String taskId, Consumer<Reply<Cancellation>> then) {
        return askOnce(() -> client.cancel(taskId), then);
    }

    /**
     * Asks what a job would cost in US dollars, in the same way. Only of a gateway that tells.
     */
    public Runnable quote(GenerateRequest request, Consumer<Reply<BigDecimal>> then) {
        return askOnce(() -> client.quote(request), then);
    }

    /**
     * Asks where a file may be put, in the same way. Only of a gateway that takes files.
     */
    public Runnable grant(String contentType, long size, Consumer<Reply<UploadGrant>> then) {
        return askOnce(() -> client.grant(contentType, size), then);
    }

    /**
     * Asks for a fresh address of a task's file, in the same way. Only of a gateway that has a call for it.
     */
    public Runnable freshAddress(String taskId, Consumer<Reply<String>> then) {
        return askOnce(() -> client.freshAddress(taskId), then);
    }

    private <T> Runnable askOnce(Supplier<Reply<T>> call, Consumer<Reply<T>> then) {
        OneQuestion<T> question = new OneQuestion<>(() -> {
            Reply<T> reply = call.get();
            learn(Lane.QUERIES, reply instanceof Reply.Failed<T> failed ? failed.error() : null);
            return reply;
        }, then);
        question.ask(throttle, timer);
        return question::withdraw;
    }

    /**
     * Ends every submission that is not just being posted, breaks every query off, and refuses all calls from now on.
     */
    public void stop() {
        stopped = true;
        throttle.close();
        underWay.forEach(PendingSubmission::dropped);
        client.cancelQueries();
    }

    /**
     * Breaks off what is still being posted, which leaves its fate unknown.
     */
    public void abandonSubmissions() {
        client.cancelSubmissions();
    }

    /**
     * Whether nothing is asked that way any more.
     */
    public boolean isStopped() {
        return stopped;
    }

    Submission post(Job job) {
        Submission submission = client.submit(job);
        if (submission instanceof Submission.Accepted accepted) {
            recent.add(accepted.taskId(), job.kind());
            learn(Lane.SUBMISSIONS, null);
        } else if (submission instanceof Submission.Refused refused) {
            learn(Lane.SUBMISSIONS, refused.error());
        } else if (submission instanceof Submission.Unknown unknown) {
            learn(Lane.SUBMISSIONS, unknown.error());
        }
        return submission;
    }

    private void learn(Lane lane, GatewayError error) {
        contact = LastContact.of(timer.nanos(), error);
        if (!stopped) {
            // what a stop breaks off says nothing of the gateway
            outage.learned(error, events);
        }
        if (error == null) {
            throttle.wentWell(lane);
        } else if (error.asksToSlowDown()) {
            throttle.slowDown(lane, error.retryAfter());
        }
    }

    /**
     * In how long a query that stands at the door now has had its turn.
     */
    Duration backlog() {
        return throttle.backlog(Lane.QUERIES);
    }

    /**
     * Whether this process had the task accepted, or has seen it alive, as far as it remembers.
     */
    boolean isKnown(String taskId) {
        return recent.isKnown(taskId);
    }

    /**
     * How long ago this process had the task accepted, or null if it didn't or that was too long ago.
     */
    Duration age(String taskId) {
        return recent.age(taskId);
    }

    /**
     * What the task is, or {@link JobKind#ANY} if it was not accepted by this process of late.
     */
    JobKind kind(String taskId) {
        return recent.kind(taskId);
    }

    Set<PendingSubmission> underWay() {
        return underWay;
    }

    Outage outage() {
        return outage;
    }

    GatewayEvents events() {
        return events;
    }

    Throttle throttle() {
        return throttle;
    }

    Timer timer() {
        return timer;
    }

    Backoff backoff() {
        return backoff;
    }
}
