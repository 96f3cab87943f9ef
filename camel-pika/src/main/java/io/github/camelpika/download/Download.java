package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelpika.download.media.Format;
import io.github.camelpika.download.media.Verdict;
import io.github.camelpika.time.Timer;

/**
 * One file on its way: tries, with pauses between in which no thread is held, until it is whole or can't become so.
 */
public final class Download {

    private final Downloads downloads;
    private final RemoteFile remote;
    private final Opening opening;
    private final DownloadPolicy policy;
    private final Fetch fetch;
    private final DownloadPatience patience;
    private final CompletableFuture<Part> done = new CompletableFuture<>();
    private Part part;
    private String url;
    private boolean addressIsFresh;
    private TransferGuard guard;
    private Timer.Alarm pause;
    private boolean asking;
    private boolean stopped;

    /**
     * Makes or finds the part, when it is the download's turn.
     */
    @FunctionalInterface
    public interface Opening {

        /**
         * The part to fetch into, or null if nothing has to be fetched.
         */
        Part open() throws IOException;
    }

    Download(Downloads downloads, RemoteFile remote, Opening opening, DownloadPolicy policy) {
        this.downloads = downloads;
        this.remote = remote;
        this.opening = opening;
        this.policy = policy;
        this.fetch = new Fetch(downloads.clients(), policy, remote.kind(), downloads.timer());
        this.patience = new DownloadPatience(policy.limits(), downloads.timer(), downloads.backoff());
        this.url = remote.url();
    }

    /**
     * The part, when all bytes have come and are what they should be, or null if there was nothing to fetch; or a
     * {@link DownloadFailedException}, after which the part is still the caller's to remove or to leave.
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
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    private void attempt() {
        try {
            if (guard == null) {
                patience.begin();
            }
            TransferGuard watched = new TransferGuard(downloads.timer(), policy.limits().stall(), patience.end());
            DownloadOutcome outcome;
            try (watched) {
                if (!begin(watched)) {
                    fail(new DownloadStoppedException());
                    return;
                }
                if (part == null && !open()) {
                    return;
                }
                outcome = isWhole() ? new DownloadOutcome.Whole() : fetch(watched);
            }
            patience.cameTo(part.size());
            if (watched.broken() == null || outcome instanceof DownloadOutcome.Whole) {
                goOn(outcome);
            } else {
                brokenOff(watched.broken());
            }
        } catch (DownloadFailedException e) {
            fail(e);
        } catch (IOException e) {
            fail(part == null ? new DownloadFailedException(e.toString(), e) : DiskErrors.at(part.path(), e));
        } catch (Throwable e) {
            // a download that never ends would be worse than an Error that is reported
            done.completeExceptionally(e);
        }
    }

    private boolean open() throws IOException {
        part = opening.open();
        if (part == null) {
            done.complete(null);
            return false;
        }
        patience.startsAt(part.size());
        return true;
    }

    private DownloadOutcome fetch(TransferGuard watched) {
        long before = part.size();
        Path file = part.path();
        DownloadOutcome outcome = fetch.run(url, part, watched);
        if (before > 0 && part.size() > before && part.path().equals(file)) {
            downloads.events().resumed();
        }
        return outcome;
    }

    private synchronized boolean begin(TransferGuard watched) {
        guard = watched;
        pause = null;
        asking = false;
        return !stopped;
    }

    /** A process may have been killed after the last byte. */
    private boolean isWhole() {
        return part.size() > 0 && part.representation().length() == part.size();
    }

    private void goOn(DownloadOutcome outcome) throws IOException {
        if (outcome instanceof DownloadOutcome.Whole) {
            check();
        } else if (outcome instanceof DownloadOutcome.Broken broken) {
            again(broken.reason(), broken.retryAfter(), broken.cause());
        } else if (outcome instanceof DownloadOutcome.Refused refused) {
            refused("HTTP " + refused.status());
        } else if (outcome instanceof DownloadOutcome.Late late) {
            notYetThere(late.reason(), late.retryAfter());
        } else if (outcome instanceof DownloadOutcome.Failed failed) {
            fail(failed.reason());
        }
    }

    private void brokenOff(TransferGuard.Reason reason) throws IOException {
        switch (reason) {
            case STOP -> fail(new DownloadStoppedException());
            case TIME_OUT -> fail(tooLong(null, null));
            case STALL -> again("no bytes arrived for stallTimeout=" + policy.limits().stall().toSeconds() + "s", null, null);
        }
    }

    private void check() throws IOException {
        ContentDigest digest = part.representation().digest();
        Verdict verdict = digest != null && !digest.isOf(part)
                ? new Verdict.Cut("its bytes don't match the " + digest.algorithm() + " that the server sent")
                : remote.judge(part);
        if (verdict instanceof Verdict.Cut cut) {
            damaged("the file is not a complete " + remote.kind() + ": " + cut.reason());
        } else if (verdict instanceof Verdict.Wrong wrong) {
            fail(new DownloadFailedException("the file is not a valid " + remote.kind() + ": " + wrong.reason()));
        } else if (verdict instanceof Verdict.CannotBeTold untold) {
            downloads.warnOnce(untold.format());
            whole(untold.format());
        } else if (verdict instanceof Verdict.Whole whole) {
            whole(whole.format());
        }
    }

    private void whole(Format format) {
        part.recognize(format);
        done.complete(part);
    }

    private void damaged(String problem) throws IOException {
        if (patience.damagedTooOften()) {
            fail(new DownloadFailedException(problem));
            return;
        }
        if (part.representation().length() >= 0) {
            part.begin(null);
        }
        // else the server may have ended it in good order though more was to come, and can be asked for that
        again(problem, null, null);
    }

    private void refused(String refusal) throws IOException {
        if (remote.fresh() == null) {
            fail(new DownloadFailedException(refusal + ", the address may have expired: ask for a fresh one with pika:feed"));
        } else {
            notYetThere(refusal, null);
        }
    }

    /**
     * The address has expired, or the file comes later than its address: a fresh one helps, or time does.
     */
    private void notYetThere(String reason, Duration retryAfter) throws IOException {
        boolean asked = addressIsFresh || remote.fresh() == null;
        if (!asked) {
            freshAddress(reason);
            return;
        }
        String tried = remote.fresh() == null ? reason : reason + ", also from fresh addresses";
        if (patience.refusedTooLong()) {
            fail(new DownloadFailedException(tried + ", and fileTimeout is over"));
        } else {
            again(tried, retryAfter, null);
        }
    }

    private void freshAddress(String refusal) {
        if (!mayAsk()) {
            fail(new DownloadStoppedException());
            return;
        }
        remote.fresh().get().whenComplete((address, trouble) -> {
            if (trouble != null) {
                Throwable reason = trouble instanceof CompletionException ? trouble.getCause() : trouble;
                fail(new DownloadFailedException(refusal + ", and there is no fresh address: " + reason.getMessage(), reason));
            } else {
                url = address;
                addressIsFresh = true;
                start();
            }
        });
    }

    private synchronized boolean mayAsk() {
        asking = !stopped && !downloads.isStopping();
        return asking;
    }

    private void again(String reason, Duration retryAfter, Throwable cause) throws IOException {
        // the pause may be long
        part.checkpoint();
        addressIsFresh = false;
        Optional<Duration> delay = patience.pause(retryAfter);
        if (delay.isEmpty()) {
            fail(tooLong(reason, cause));
            return;
        }
        synchronized (this) {
            if (!stopped && !downloads.isStopping()) {
                pause = downloads.timer().schedule(delay.get(), this::start);
                return;
            }
        }
        fail(new DownloadStoppedException());
    }

    private DownloadFailedException tooLong(String reason, Throwable cause) {
        return new DownloadFailedException("it took longer than downloadTimeout=" + policy.limits().total().toSeconds() + "s"
                                           + (reason == null ? "" : ", and the last error was: " + reason), cause);
    }

    private void fail(DownloadFailedException reason) {
        done.completeExceptionally(reason);
    }

    /**
     * Ends a pause, after which there would be another try, or the wait for the first one or for a fresh address; a try that
     * is under way may still end well.
     */
    void endPause() {
        synchronized (this) {
            if (pause == null && guard != null && !asking) {
                return;
            }
            if (pause != null) {
                pause.cancel();
            }
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
                guard.breakOff(TransferGuard.Reason.STOP);
            }
        }
    }

    /**
     * How many bytes came, those that were thrown away included.
     */
    long received() {
        return part == null ? 0 : part.received();
    }
}
