package io.github.camelpika.download;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file under a {@link Part}, open and locked.
 */
final class PartFile {

    /** Closing a second channel to a file takes the lock of the first away, so none is opened in the same process. */
    private static final PathsInUse IN_USE = new PathsInUse();

    private final Path path;
    private final FileChannel channel;

    private PartFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes a file, under a name that was never used before.
     */
    static PartFile create(Path unused) throws IOException {
        return open(unused, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    /**
     * A file that was just made.
     */
    static PartFile open(Path made) throws IOException {
        try {
            return open(made, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            Files.deleteIfExists(made);
            throw e;
        }
    }

    private static PartFile open(Path path, OpenOption... options) throws IOException {
        IN_USE.add(path);
        try {
            PartFile file = new PartFile(path, FileChannel.open(path, options));
            // nobody else can have it; where locks don't hold, renaming does
            file.lock();
            return file;
        } catch (IOException e) {
            IN_USE.remove(path);
            throw e;
        }
    }

    /**
     * Whether this process works on any in the folder.
     */
    static boolean areIn(Path folder) {
        return IN_USE.areIn(folder);
    }

    /**
     * Takes over what another process has left.
     *
     * @return the file, or null if somebody works on it
     */
    static PartFile takeOver(Path left, Path mine) throws IOException {
        if (!IN_USE.add(left)) {
            return null;
        }
        FileChannel channel = null;
        PartFile file = null;
        try {
            channel = FileChannel.open(left, StandardOpenOption.READ, StandardOpenOption.WRITE);
            PartFile taken = new PartFile(mine, channel);
            if (taken.lock()) {
                IN_USE.add(mine);
                Files.move(left, mine, StandardCopyOption.ATOMIC_MOVE);
                file = taken;
            }
            return file;
        } finally {
            IN_USE.remove(left);
            if (file == null) {
                IN_USE.remove(mine);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /**
     * The lock goes with the channel.
     */
    private boolean lock() {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException | IOException e) {
            // nobody can tell, so somebody may work on it
            return false;
        }
    }

    Path path() {
        return path;
    }

    int write(ByteBuffer bytes, long position) throws IOException {
        return channel.write(bytes, position);
    }

    /**
     * Fills the buffer up to its limit.
     */
    void read(ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer, at);
            if (n < 0) {
                throw new EOFException("the file on the disk has become shorter");
            }
            at += n;
        }
    }

    void force() throws IOException {
        channel.force(false);
    }

    /**
     * Brings so many bytes to the disk, and no more.
     */
    void seal(long size) throws IOException {
        if (channel.size() > size) {
            channel.truncate(size);
        }
        channel.force(true);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // what must be on the disk was forced there
        }
        IN_USE.remove(path);
    }
}
