package io.github.camelpika.download;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The bytes of a file that is not whole yet, on the disk.
 * <p>
 * A part is locked, so that two downloads never share one. Where locks don't hold, as on some network file systems, bytes
 * still never mix: a file on the disk takes the bytes of one {@link Representation} in all its life, each at its own
 * offset, and starting anew takes a new file; and a part is taken over by renaming it, which only one can do, and after
 * which the other one has nothing to put in place.
 */
public final class Part {

    /** Closing a second channel to a file takes the lock of the first away, so none is opened in the same process. */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final PartStore store;
    private Path path;
    private FileChannel channel;
    private Representation representation;
    private long size;
    private long received;

    private Part(PartStore store) {
        this.store = store;
    }

    /**
     * A part of what becomes a message's body, and is gone with its process.
     *
     * @param ending of the file's name, with its dot
     */
    public static Part temporary(String ending) throws IOException {
        try {
            return create(new TemporaryParts(ending));
        } catch (IOException e) {
            throw DiskTrouble.at(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    static Part create(PartStore store) throws IOException {
        Part part = new Part(store);
        try {
            part.anew();
            return part;
        } catch (IOException e) {
            if (part.path != null) {
                part.discard();
            }
            throw e;
        }
    }

    /**
     * Takes over what another process has left.
     *
     * @return the part, or null if somebody works on it
     */
    static Part takeOver(PartStore store, Path left, Path mine) throws IOException {
        if (!IN_USE.add(left)) {
            return null;
        }
        Part part = new Part(store);
        try {
            part.open(left);
            if (part.lock()) {
                IN_USE.add(mine);
                part.path = mine;
                Files.move(left, mine, StandardCopyOption.ATOMIC_MOVE);
                return part;
            }
            part.close();
            return null;
        } catch (IOException e) {
            part.close();
            throw e;
        } finally {
            IN_USE.remove(left);
        }
    }

    private void anew() throws IOException {
        path = store.create();
        IN_USE.add(path);
        open(path);
        lock();
        representation = null;
        size = 0;
    }

    private void open(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /**
     * The lock goes with the channel.
     */
    private boolean lock() {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException | IOException e) {
            // nobody can tell, so somebody may work on it
            return false;
        }
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
            anew();
        }
        representation = started;
    }

    /**
     * Takes the next bytes.
     */
    void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int written = channel.write(bytes, size);
            size += written;
            received += written;
        }
    }

    /**
     * Makes sure that what came so far outlives a crash of this process, and of the machine.
     */
    void checkpoint() throws IOException {
        if (store.outlivesTheProcess() && size > 0) {
            channel.force(false);
            store.remember(path, representation, size);
        }
    }

    /**
     * Fills the buffer from a place in the file.
     */
    void read(ByteBuffer buffer, long position) throws IOException {
        buffer.limit((int) Math.min(buffer.capacity(), size - position));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the file on the disk has become shorter");
            }
        }
    }

    /**
     * Brings all of it to the disk.
     */
    void seal() throws IOException {
        if (channel.size() > size) {
            channel.truncate(size);
        }
        channel.force(true);
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
        return path;
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
     * Ends the work on it. The file is the caller's from now on.
     */
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // what must be on the disk was forced there
        }
        if (path != null) {
            IN_USE.remove(path);
        }
    }

    /**
     * Removes it.
     */
    public void discard() throws IOException {
        close();
        Files.deleteIfExists(path);
        store.forget(path);
        store.tidy();
    }

    /**
     * Leaves it to the next process, where one will find it.
     */
    public void leave() throws IOException {
        if (size == 0 || representation.ifRange() == null || !store.outlivesTheProcess()) {
            discard();
            return;
        }
        checkpoint();
        close();
    }
}
