package io.github.camelpika.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelpika.download.media.Bytes;
import io.github.camelpika.download.media.Format;

/**
 * The bytes of a file that is not whole yet, on the disk.
 * <p>
 * A part is locked, so that two downloads never share one. Where locks don't hold, as on some network file systems, bytes
 * still never mix: a file on the disk takes the bytes of one {@link Representation} in all its life, each at its own
 * offset, and starting anew takes a new file; and a part is taken over by renaming it, which only one can do, and after
 * which the other one has nothing to put in place.
 */
public final class Part {

    /** Two versions of a video that agree in so much of what was packed as tightly as it goes are one. */
    private static final int PROOF = 64 * 1024;

    private final PartStore store;
    private PartFile file;
    private Representation representation;
    private Format format;
    private long size;
    private long received;
    /** Whether there may be a note beside it. */
    private boolean noted;

    private Part(PartStore store, PartFile file) {
        this.store = store;
        this.file = file;
    }

    /**
     * A part of what becomes a message's body, and is gone with its process.
     */
    public static Part temporary() throws IOException {
        try {
            return create(new TemporaryParts());
        } catch (IOException e) {
            throw DiskErrors.at(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    static Part create(PartStore store) throws IOException {
        return new Part(store, store.create());
    }

    /**
     * Takes over what another process has left.
     *
     * @return the part, or null if somebody works on it
     */
    static Part takeOver(PartStore store, Path left, Path mine) throws IOException {
        PartFile taken = PartFile.takeOver(left, mine);
        if (taken == null) {
            return null;
        }
        Part part = new Part(store, taken);
        part.noted = true;
        return part;
    }

    /**
     * Goes on where another process was.
     */
    void goOnAt(Representation started, long bytes) {
        representation = started;
        size = bytes;
    }

    /**
     * Goes on with the same bytes, of which more is known now.
     */
    void goOnAs(Representation known) {
        representation = known;
    }

    /**
     * Starts with the first byte of a representation.
     */
    void begin(Representation started) throws IOException {
        if (size > 0) {
            discard();
            file = store.create();
            size = 0;
        }
        representation = started;
    }

    /**
     * Where the bytes begin that the rest has to begin with, to prove that it is the rest of the same file.
     */
    long proofAt() {
        return size - Math.min(PROOF, size + 1 >> 1);
    }

    /**
     * Whether these bytes are those in the file at this place.
     */
    boolean has(ByteBuffer bytes, long position) throws IOException {
        received += bytes.remaining();
        ByteBuffer mine = ByteBuffer.allocate(bytes.remaining());
        file.read(mine, position);
        return mine.flip().equals(bytes);
    }

    /**
     * Takes the next bytes.
     */
    void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int written = file.write(bytes, size);
            size += written;
            received += written;
        }
    }

    /**
     * Makes sure that what came so far outlives a crash of this process, and of the machine.
     */
    void checkpoint() throws IOException {
        if (store.outlivesTheProcess() && size > 0) {
            file.force();
            noted = true;
            store.remember(file.path(), representation, size);
        }
    }

    /**
     * Fills the buffer from a place in the file, as far as there is anything.
     */
    void read(ByteBuffer buffer, long position) throws IOException {
        buffer.limit((int) Math.min(buffer.limit(), buffer.position() + size - position));
        file.read(buffer, position);
    }

    /**
     * What there is, to be looked at.
     */
    public Bytes bytes() {
        return new Bytes(this::read, size, representation != null && representation.length() == size);
    }

    /**
     * Brings all of it to the disk.
     */
    void seal() throws IOException {
        file.seal(size);
    }

    /**
     * How many bytes there are.
     */
    public long size() {
        return size;
    }

    /**
     * How many bytes came by this object, those that were thrown away included.
     */
    long received() {
        return received;
    }

    /**
     * What they are bytes of, or null before the first.
     */
    Representation representation() {
        return representation;
    }

    /**
     * Where they are. It changes when the download starts anew.
     */
    public Path path() {
        return file.path();
    }

    PartStore store() {
        return store;
    }

    /**
     * What the server said that it is, or null.
     */
    public String contentType() {
        return representation == null ? null : representation.contentType();
    }

    /**
     * Notes what its bytes, all of which have come, show that it is.
     */
    void recognize(Format recognized) {
        format = recognized;
    }

    /**
     * What it is, by its bytes; null before all of them have come.
     */
    public Format format() {
        return format;
    }

    /**
     * Takes back what was noted for whoever would have gone on with it.
     *
     * @return whether anything was
     */
    boolean forgetNote() throws IOException {
        boolean there = noted && store.forget(path());
        noted = false;
        return there;
    }

    /**
     * Ends the work on it. The file is the caller's from now on.
     */
    public void close() {
        file.close();
    }

    /**
     * Removes it.
     */
    public void discard() throws IOException {
        close();
        Files.deleteIfExists(path());
        forgetNote();
        store.tidy();
    }

    /**
     * Leaves it to the next process, where one will find it.
     */
    public void leave() throws IOException {
        if (size == 0 || !store.outlivesTheProcess()) {
            discard();
            return;
        }
        checkpoint();
        close();
    }
}
