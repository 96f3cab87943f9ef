package io.github.camelpika.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

import io.github.camelpika.download.media.Media;
import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.model.Texts;
import io.github.camelpika.time.Timer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/**
 * An answer that may have bytes of the file in it. Whether they go on with those in the part is proved first.
 */
final class FileAnswer {

    private static final int BUFFER = 64 * 1024;
    /** So much of a download is lost at most if its process dies, where the disk is fast. */
    private static final Duration CHECKPOINT = Duration.ofSeconds(5);
    /** So many times as long as the disk took for the last one passes before the next. */
    private static final int SPARING = 20;

    private final ClassicHttpResponse response;
    private final HttpEntity entity;
    private final Part part;
    private final TransferGuard guard;
    private final DownloadLimits limits;
    private final MediaKind kind;
    private final KeyScrub key;
    private final Timer timer;

    FileAnswer(ClassicHttpResponse response, Part part, TransferGuard guard, DownloadLimits limits, MediaKind kind, KeyScrub key,
               Timer timer) {
        this.response = response;
        this.entity = response.getEntity();
        this.part = part;
        this.guard = guard;
        this.limits = limits;
        this.kind = kind;
        this.key = key;
        this.timer = timer;
    }

    /**
     * All of it, whatever was asked for.
     *
     * @param resume what was asked for, or null if all of it was
     */
    DownloadOutcome fromTheStart(Resume resume) throws IOException {
        if (entity == null || entity.getContentLength() == 0) {
            return new DownloadOutcome.Late("the file is empty", null);
        }
        refuseIfEncoded();
        long length = Math.max(entity.getContentLength(), ContentRange.of(response).total());
        refuseIfTooLarge(length);
        Representation sent = Representation.of(response, length, key.scrub(Texts.clean(entity.getContentType())));
        if (resume != null && part.representation().contradicts(sent)) {
            onDisk(() -> part.begin(null));
            return new DownloadOutcome.Broken("the server gives two different lengths for the file", null, null);
        }
        onDisk(() -> part.begin(sent));
        return copy();
    }

    /**
     * A part of it, which begins with bytes that are on the disk: if they are the same, it goes on where those end.
     *
     * @param resume what was asked for, or null if all of it was
     */
    DownloadOutcome goesOn(Resume resume) throws IOException {
        if (resume == null) {
            throw new DownloadFailedException("HTTP " + response.getCode() + " with a part, although the whole file"
                    + " was requested");
        }
        ContentRange range = ContentRange.of(response);
        if (entity == null || range.first() != resume.from() || !part.representation().canBeOf(response, range.total())) {
            return hasChanged();
        }
        refuseIfEncoded();
        refuseIfTooLarge(range.total());
        if (!isProved(resume.from())) {
            return hasChanged();
        }
        part.goOnAs(part.representation().and(response, range.total()));
        return copy();
    }

    /**
     * Reads what is on the disk already, and compares.
     */
    private boolean isProved(long from) throws IOException {
        InputStream in = entity.getContent();
        byte[] bytes = new byte[BUFFER];
        for (long at = from; at < part.size();) {
            int n = in.read(bytes, 0, (int) Math.min(BUFFER, part.size() - at));
            if (n < 0) {
                return false;
            }
            guard.alive();
            ByteBuffer came = ByteBuffer.wrap(bytes, 0, n);
            long place = at;
            if (!fromDisk(() -> part.has(came, place))) {
                return false;
            }
            at += n;
        }
        return true;
    }

    /**
     * It is another file than that of which there are bytes on the disk. It gets a file of its own there.
     */
    DownloadOutcome hasChanged() throws IOException {
        onDisk(() -> part.begin(null));
        return new DownloadOutcome.Broken("the file at the address has changed", Duration.ZERO, null);
    }

    private DownloadOutcome copy() throws IOException {
        long length = part.representation().length();
        // one more than is to come, so that too much of it is seen
        ByteBuffer buffer = ByteBuffer.allocate(length < 0 ? BUFFER : (int) Math.min(BUFFER, length + 1));
        // not closed here: that would read the rest of it, also when the file is too large or the disk is full
        InputStream in = entity.getContent();
        long checkpoint = timer.nanos();
        long pause = CHECKPOINT.toNanos();
        boolean seen = part.size() >= Media.ENOUGH;
        for (int n = in.read(buffer.array()); n >= 0; n = in.read(buffer.array())) {
            long now = guard.alive();
            refuseIfTooLarge(part.size() + n);
            if (length >= 0 && part.size() + n > length) {
                return hasChanged();
            }
            buffer.clear().limit(n);
            onDisk(() -> part.append(buffer));
            if (!seen && part.size() >= Media.ENOUGH) {
                refuseOtherFormats();
                seen = true;
            }
            if (now - checkpoint >= pause) {
                onDisk(part::checkpoint);
                // what the disk took is no stall of the server
                checkpoint = guard.alive();
                pause = Math.max(pause, SPARING * (checkpoint - now));
            }
        }
        if (part.size() == 0) {
            return new DownloadOutcome.Late("the file is empty", null);
        }
        if (length >= 0 && part.size() < length) {
            return new DownloadOutcome.Broken("only " + part.size() + " of " + length + " bytes arrived", null, null);
        }
        if (!seen) {
            refuseOtherFormats();
        }
        return new DownloadOutcome.Whole();
    }

    /**
     * What the first bytes show needs no more of them.
     */
    private void refuseOtherFormats() throws DownloadFailedException {
        String instead = fromDisk(() -> Media.instead(part.bytes(), kind));
        if (instead != null) {
            String type = part.contentType();
            throw new DownloadFailedException("the answer is not the " + kind + " but " + Texts.clean(instead)
                                              + (type == null ? "" : " (the server calls it " + type + ")"));
        }
    }

    private void refuseIfEncoded() throws DownloadFailedException {
        String encoding = entity.getContentEncoding();
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new DownloadFailedException("the file is encoded as " + Texts.clean(encoding)
                                              + ", although it was requested without an encoding");
        }
    }

    private void refuseIfTooLarge(long size) throws DownloadFailedException {
        if (size > limits.maxSize()) {
            throw new DownloadFailedException("it is larger than maxDownloadSize=" + limits.maxSize());
        }
    }

    private interface DiskStep {
        void run() throws IOException;
    }

    private interface DiskLook<T> {
        T look() throws IOException;
    }

    /**
     * Only the network is worth another try.
     */
    private void onDisk(DiskStep step) throws DownloadFailedException {
        fromDisk(() -> {
            step.run();
            return null;
        });
    }

    private <T> T fromDisk(DiskLook<T> look) throws DownloadFailedException {
        try {
            return look.look();
        } catch (IOException e) {
            throw DiskErrors.at(part.path(), e);
        }
    }
}
