package io.github.camelpika.download;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelpika.time.Timer;

/**
 * One file on its way: tries, with pauses between in which no thread is held, until it is whole or can't become so.
 */
public final class Download {

    /** A CDN that keeps sending what it says it doesn't, or refuses each address it gets, won't stop that by itself. */
    private static final int MOST_FRUITLESS = 3;

    private final Downloads downloads;
    private final Remote remote;
    private final Part part;
    private final DownloadPolicy policy;
    private final Fetch fetch;
    private final long deadline;
    private final CompletableFuture<Part> done = new CompletableFuture<>();
    private String url;
    private boolean addressIsFresh;
    private long furthest;
    private int failures;
    private int refusals;
    private int damages;
    private Guard guard;
    private Timer.Alarm pause;
    private boolean stopped;

    Download(Downloads downloads, Remote remote, Part part, DownloadPolicy policy) {
        this.downloads = downloads;
        this.remote = remote;
        this.part = part;
        this.policy = policy;
        this.fetch = new Fetch(downloads.clients(), policy, remote.kind(), downloads.timer());
        this.deadline = downloads.timer().nanos() + policy.limits().total().toNanos();
        this.url = remote.url();
        this.furthest = part.size();
    }

    /**
     * The part, when all bytes have come and are what they should be; or a {@link DownloadFailedException}, after which
     * the part is still the caller's to remove or to leave.
     */
    public CompletableFuture<Part> done() {
        return done;
    }

    /**
     * Makes a try when a thread is free.
     */
    void start() {
        try {
            downloads.threads().execute(this::attempt);
        } catch (RejectedExecutionException e) {
            fail(new DownloadStoppedException());
        }
    }

    private void attempt() {
        try {
            Guard watched = new Guard(downloads.timer(), policy.limits().stall(), deadline);
            TryEnd end;
            try (watched) {
                if (!begin(watched)) {
                    fail(new DownloadStoppedException());
                    return;
                }
                end = isWhole() ? new TryEnd.Whole() : fetch(watched);
            }
            if (part.size() > furthest) {
                furthest = part.size();
                failures = 0;
                refusals = 0;
            }
            if (watched.broken() == null || end instanceof TryEnd.Whole) {
                goOn(end);
            } else {
                brokenOff(watched.broken());
            }
        } catch (IOException e) {
            fail(DiskTrouble.at(part.path(), e));
        } catch (Throwable e) {
            // a download that never ends would be worse than an Error that is reported
            done.completeExceptionally(e);
        }
    }

    private TryEnd fetch(Guard watched) {
        long before = part.size();
        long receivedBefore = part.received();
        TryEnd end = fetch.run(url, part, watched);
        long came = part.received() - receivedBefore;
        if (before > 0 && came > 0 && part.size() == before + came) {
            downloads.events().resumed();
        }
        return end;
    }

    private synchronized boolean begin(Guard watched) {
        guard = watched;
        pause = null;
        return !stopped;
    }

    /** A process may have been killed after the last byte. */
    private boolean isWhole() {
        return part.size() > 0 && part.representation().length() == part.size();
    }

    private void goOn(TryEnd end) throws IOException {
        if (end instanceof TryEnd.Whole) {
            check();
        } else if (end instanceof TryEnd.Broken broken) {
            again(broken.reason(), broken.retryAfter(), broken.cause());
        } else if (end instanceof TryEnd.Refused refused) {
            refused(refused.status());
        } else if (end instanceof TryEnd.Failed failed) {
            fail(failed.reason());
        }
    }

    private void brokenOff(Guard.Reason reason) throws IOException {
        switch (reason) {
            case STOP -> fail(new DownloadStoppedException());
            case TIME_OUT -> fail(tooLong(null, null));
            case STALL -> again("no byte came for stallTimeout=" + policy.limits().stall().toSeconds() + "s", null, null);
        }
    }

    private void check() throws IOException {
        if (part.size() == 0) {
            fail(new DownloadFailedException("the file is empty"));
            return;
        }
        Digest digest = part.representation().digest();
        Optional<String> problem = digest != null && !digest.isOf(part)
                ? Optional.of("the bytes that came don't add up to the " + digest.algorithm() + " that the server says")
                : remote.kind().problem(part);
        if (problem.isEmpty()) {
            done.complete(part);
        } else if (++damages < MOST_FRUITLESS) {
            part.begin(null);
            again(problem.get(), null, null);
        } else {
            fail(new DownloadFailedException(problem.get()));
        }
    }

    private void refused(int status) throws IOException {
        String refusal = "HTTP " + status;
        if (remote.fresh() == null) {
            fail(new DownloadFailedException(refusal + ", the address may have expired: ask for a fresh one with pika:feed"));
        } else if (addressIsFresh && ++refusals == MOST_FRUITLESS) {
            fail(new DownloadFailedException(refusal + ", also from fresh addresses"));
        } else if (addressIsFresh) {
            again(refusal + ", also from a fresh address", null, null);
        } else {
            remote.fresh().get().whenComplete((address, trouble) -> {
                if (trouble != null) {
                    Throwable reason = trouble instanceof CompletionException ? trouble.getCause() : trouble;
                    fail(new DownloadFailedException(
                            refusal + ", and there is no fresh address: " + reason.getMessage(), reason));
                } else {
                    url = address;
                    addressIsFresh = true;
                    start();
                }
            });
        }
    }

    private void again(String reason, Duration retryAfter, Throwable cause) throws IOException {
        // the pause may be long
        part.checkpoint();
        addressIsFresh = false;
        Timer timer = downloads.timer();
        Duration delay = downloads.backoff().apply(++failures);
        boolean atOnce = retryAfter != null && retryAfter.isZero() && failures == 1;
        if (atOnce || retryAfter != null && retryAfter.compareTo(delay) > 0) {
            delay = retryAfter;
        }
        if (timer.nanos() + delay.toNanos() - deadline >= 0) {
            fail(tooLong(reason, cause));
            return;
        }
        synchronized (this) {
            if (!stopped && !downloads.isStopping()) {
                pause = timer.schedule(delay, this::start);
                return;
            }
        }
        fail(new DownloadStoppedException());
    }

    private DownloadFailedException tooLong(String reason, Throwable cause) {
        return new DownloadFailedException("it took longer than downloadTimeout=" + policy.limits().total().toSeconds() + "s"
                                           + (reason == null ? "" : ", and last: " + reason), cause);
    }

    private void fail(DownloadFailedException reason) {
        done.completeExceptionally(reason);
    }

    /**
     * Ends a pause, after which there would be another try; a try that is under way may still end well.
     */
    void endPause() {
        synchronized (this) {
            if (pause == null) {
                return;
            }
            pause.cancel();
            stopped = true;
        }
        fail(new DownloadStoppedException());
    }

    /**
     * Breaks it off.
     */
    public void stop() {
        endPause();
        synchronized (this) {
            stopped = true;
            if (guard != null) {
                guard.breakOff(Guard.Reason.STOP);
            }
        }
    }
}
