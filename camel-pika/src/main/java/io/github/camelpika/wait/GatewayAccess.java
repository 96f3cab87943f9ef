package io.github.camelpika.wait;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gateway with one key, asked in turn: every query and every submission passes the {@link Throttle}, and what is
 * learned from one call (too fast, accepted just now) serves the others.
 */
public final class GatewayAccess {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayAccess.class);

    /** No gateway gives a task such an id. */
    private static final String NO_TASK = "camel-pika-health-check";

    private final GatewayClient client;
    private final Throttle throttle;
    private final Door door;
    private final Timer timer;
    private final Backoff backoff;
    private final RecentTasks recent;
    private final ToldAddresses told;
    private final GatewayEvents events;
    private final Outage outage;
    private final Set<PendingSubmission> underWay = ConcurrentHashMap.newKeySet();
    private final SingleQuestions single;
    private final HealthProbe probe;
    private volatile LastContact contact;
    private volatile boolean stopped;

    /**
     * One in front of whose door nobody waits for a database.
     *
     * @param outage may be the same for several keys
     */
    public GatewayAccess(GatewayClient client, Throttle throttle, Timer timer, Backoff backoff, GatewayEvents events,
                         Outage outage) {
        this(client, new Door(throttle, new Anteroom(throttle, timer, Runnable::run, Integer.MAX_VALUE), Flight.UNCOUNTED), timer,
                backoff, events, outage);
    }

    /**
     * @param door   the same for all with this key at this origin
     * @param outage may be the same for several keys
     */
    public GatewayAccess(GatewayClient client, Door door, Timer timer, Backoff backoff, GatewayEvents events, Outage outage) {
        Throttle throttle = door.throttle();
        this.door = door;
        this.client = client;
        this.throttle = throttle;
        this.timer = timer;
        this.backoff = backoff;
        this.recent = new RecentTasks(timer);
        this.told = new ToldAddresses(client.baseUri());
        this.events = events;
        this.outage = outage;
        this.single = new SingleQuestions(throttle, timer, error -> learn(Lane.QUERIES, error));
        this.probe = new HealthProbe(throttle, () -> learn(Lane.QUERIES, client.probe(NO_TASK).orElse(null)));
    }

    public Gateway gateway() {
        return client.gateway();
    }

    public URI baseUri() {
        return client.baseUri();
    }

    /**
     * Takes another key for each call that is made from now on, also for the waits that are under way.
     */
    public void useKey(String apiKey) {
        client.useKey(apiKey);
    }

    /**
     * Asks after a task when its turn comes, without blocking.
     */
    void query(String taskId, Asker asker) {
        query(taskId, recent.age(taskId), asker);
    }

    /**
     * The same for a task of a queue that was accepted so long ago, perhaps by another process.
     *
     * @param queue  with whose other questions it stands in line
     * @param age    null if nobody knows
     * @param wanted asked when the turn comes; if it says no, nothing happens
     * @param then   told what came of it, on a worker
     */
    public void query(String taskId, String queue, Duration age, BooleanSupplier wanted, Consumer<Answer> then) {
        query(taskId, age, new QueueAsker(queue, wanted, answer -> {
            if (answer instanceof Answer.Known) {
                seenAlive(taskId);
            }
            then.accept(answer);
        }));
    }

    private void query(String taskId, Duration age, Asker asker) {
        throttle.enter(Lane.QUERIES, new Query(this, taskId, age == null ? RecentTasks.FRESH : age, asker));
    }

    Answer ask(String taskId, Duration age) {
        Answer answer;
        try {
            answer = client.query(taskId, age.compareTo(RecentTasks.FRESH) < 0, throttle::oneMore);
        } catch (RuntimeException | Error e) {
            // whoever waits for the answer is told that there is none
            answer = new Answer.Failed(GatewayError.noAnswer("internal error: " + e, true));
        }
        Answer said = answer;
        besides(() -> {
            learn(Lane.QUERIES, said instanceof Answer.Failed failed ? failed.error() : null);
            if (said instanceof Answer.Known known) {
                told.add(known.task());
            }
            events.polled(said);
        });
        return answer;
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
     * @param  guard         asked before each POST, so that what must be known of it is known first; if it says no or throws,
     *                       nothing is posted
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
        return single.ask(() -> client.cancel(taskId), then);
    }

    /**
     * Asks what a job would cost in US dollars, in the same way. Only of a gateway that tells.
     */
    public Runnable quote(GenerateRequest request, Consumer<Reply<BigDecimal>> then) {
        return single.ask(() -> client.quote(request), then);
    }

    /**
     * Asks where a file may be put, in the same way. Only of a gateway that takes files.
     */
    public Runnable grant(String contentType, long size, Consumer<Reply<UploadGrant>> then) {
        return single.ask(() -> client.grant(contentType, size), then);
    }

    /**
     * Asks for a fresh address of a task's file, in the same way. Only of a gateway that has a call for it.
     */
    public Runnable freshAddress(String taskId, Consumer<Reply<String>> then) {
        return single.ask(() -> {
            Reply<String> reply = client.freshAddress(taskId);
            if (reply instanceof Reply.Said<String> said) {
                told.add(said.what());
            }
            return reply;
        }, then);
    }

    /**
     * Whether the gateway itself has told the address, which is at its own origin, to this process.
     */
    public boolean hasTold(URI address) {
        return told.has(address);
    }

    /**
     * Ends every submission that is not just being posted, breaks every query off, and refuses all calls from now on.
     */
    public void stop() {
        stopped = true;
        throttle.close();
        anteroom().close();
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
        besides(() -> {
            if (submission instanceof Submission.Accepted accepted) {
                recent.add(accepted.taskId(), job.kind());
                learn(Lane.SUBMISSIONS, null);
            } else if (submission instanceof Submission.Refused refused) {
                learn(Lane.SUBMISSIONS, refused.error());
            } else if (submission instanceof Submission.Unknown unknown) {
                learn(Lane.SUBMISSIONS, unknown.error());
            }
            flight().answered(submission);
        });
        return submission;
    }

    /** What the gateway has said stands, whatever becomes of what is learned from it. */
    private static void besides(Runnable learning) {
        try {
            learning.run();
        } catch (RuntimeException | Error e) {
            LOG.debug("Not learned", e);
        }
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
            anteroom().paused();
        }
    }

    /**
     * In how long a query that stands at the door now has had its turn.
     */
    public Duration backlog() {
        return throttle.backlog(Lane.QUERIES);
    }

    /**
     * Whether this process had the task accepted, or has seen it alive, as far as it remembers.
     */
    boolean isKnown(String taskId) {
        return recent.isKnown(taskId);
    }

    /**
     * Remembers that there is such a task, when nobody who waits for it does any more.
     */
    void seenAlive(String taskId) {
        recent.seenAlive(taskId);
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

    /**
     * The tasks that are in flight with this key.
     */
    public Flight flight() {
        return door.flight();
    }

    /**
     * How many jobs stand at the door: they wait for their turn, or for another task to end.
     */
    public int standing() {
        return (int) underWay.stream().filter(PendingSubmission::standsAtTheDoor).count();
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

    Anteroom anteroom() {
        return door.anteroom();
    }

    Timer timer() {
        return timer;
    }

    Backoff backoff() {
        return backoff;
    }
}
