package io.github.camelpika.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

import io.github.camelpika.gateway.KeyScrub;
import io.github.camelpika.gateway.Texts;
import io.github.camelpika.time.Timer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/**
 * An answer that may have bytes of the file in it. Whether they go on with those in the part is proved first.
 */
final class FileAnswer {

    private static final int BUFFER = 64 * 1024;
    /** So much of a download is lost at most if its process dies. */
    private static final Duration CHECKPOINT = Duration.ofSeconds(1);

    private final ClassicHttpResponse response;
    private final HttpEntity entity;
    private final Part part;
    private final Guard guard;
    private final DownloadLimits limits;
    private final Timer timer;

    FileAnswer(ClassicHttpResponse response, Part part, Guard guard, DownloadLimits limits, Timer timer) {
        this.response = response;
        this.entity = response.getEntity();
        this.part = part;
        this.guard = guard;
        this.limits = limits;
        this.timer = timer;
    }

    /**
     * All of it, whatever was asked for.
     */
    TryEnd fromTheStart(MediaKind kind, KeyScrub key) throws IOException {
        String contentType = entity == null ? null : key.scrub(Texts.clean(entity.getContentType()));
        if (entity == null || !kind.canBe(contentType)) {
            throw new DownloadFailedException("the answer is no " + (kind == MediaKind.IMAGE ? "image" : "video") + " but "
                                              + (entity == null ? "empty" : contentType));
        }
        refuseIfEncoded();
        long length = entity.getContentLength();
        refuseIfTooLarge(length);
        onDisk(() -> part.begin(Representation.of(response, length, contentType)));
        return copy();
    }

    /**
     * A part of it, which must go on where the bytes on the disk end.
     */
    TryEnd goesOn(boolean asked) throws IOException {
        if (!asked) {
            throw new DownloadFailedException("HTTP 206, although all of the file was asked for");
        }
        ContentRange range = ContentRange.of(response);
        if (entity == null || range.first() != part.size() || !part.representation().isAlsoOf(response, range.total())) {
            return anew();
        }
        refuseIfEncoded();
        refuseIfTooLarge(range.total());
        part.goOnAs(part.representation().and(response, range.total()));
        return copy();
    }

    /**
     * There is nothing behind the bytes on the disk: they are all, or they are of another file.
     */
    TryEnd noMore(boolean asked) throws IOException {
        if (!asked) {
            throw new DownloadFailedException("HTTP 416");
        }
        long total = ContentRange.of(response).total();
        return total == part.size() && part.representation().isAlsoOf(response, total) ? new TryEnd.Whole() : anew();
    }

    private TryEnd anew() throws IOException {
        onDisk(() -> part.begin(null));
        return new TryEnd.Broken("the file at the address has changed", Duration.ZERO, null);
    }

    private TryEnd copy() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        // not closed here: that would read the rest of it, also when the file is too large or the disk is full
        InputStream in = entity.getContent();
        long length = part.representation().length();
        long checkpoint = timer.nanos();
        for (int n = in.read(buffer.array()); n >= 0; n = in.read(buffer.array())) {
            long now = guard.alive();
            refuseIfTooLarge(part.size() + n);
            if (length >= 0 && part.size() + n > length) {
                return anew();
            }
            buffer.clear().limit(n);
            onDisk(() -> part.append(buffer));
            if (now - checkpoint >= CHECKPOINT.toNanos()) {
                onDisk(part::checkpoint);
                // what the disk took is no stall of the server
                checkpoint = guard.alive();
            }
        }
        if (length >= 0 && part.size() < length) {
            return new TryEnd.Broken("only " + part.size() + " of " + length + " bytes came", null, null);
        }
        return new TryEnd.Whole();
    }

    private void refuseIfEncoded() throws DownloadFailedException {
        String encoding = entity.getContentEncoding();
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new DownloadFailedException("the file comes encoded as " + Texts.clean(encoding)
                                              + ", although it was asked for as it is");
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

    /**
     * Only the network is worth another try.
     */
    private void onDisk(DiskStep step) throws DownloadFailedException {
        try {
            step.run();
        } catch (IOException e) {
            throw DiskTrouble.at(part.path(), e);
        }
    }
}
