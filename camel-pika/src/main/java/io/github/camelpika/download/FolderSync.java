package io.github.camelpika.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Brings the names in folders to the disk. Who comes while that is being done for a folder waits for the next time, which is
 * for all who have come by then: a hundred files that end together take two or three times, and not a hundred.
 */
final class FolderSync {

    static final FolderSync DISK = new FolderSync(FolderSync::toDisk);

    private final Consumer<Path> force;
    private final Map<Path, Folder> folders = new ConcurrentHashMap<>();

    /**
     * @param force blocks until the names in a folder are on the disk
     */
    FolderSync(Consumer<Path> force) {
        this.force = force;
    }

    /**
     * Returns when all names that the folder has now are on the disk, where the file system can do that.
     */
    void force(Path path) {
        Folder folder = folders.compute(path, (each, there) -> (there == null ? new Folder() : there).entered());
        try {
            folder.sync(() -> force.accept(path));
        } finally {
            folders.computeIfPresent(path, (each, there) -> there.left());
        }
    }

    /**
     * How many are in {@link #force} for it just now.
     */
    int forcing(Path path) {
        Folder folder = folders.get(path);
        return folder == null ? 0 : folder.users;
    }

    private static void toDisk(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // not every file system can; the files themselves are on the disk
        }
    }

    private static final class Folder {

        private final Lock lock = new ReentrantLock();
        private final Condition done = lock.newCondition();
        /** Changed only under the lock of the map's entry. */
        private volatile int users;
        private boolean running;
        private long begun;
        private long ended;

        Folder entered() {
            users++;
            return this;
        }

        /**
         * @return null if nobody is left
         */
        Folder left() {
            users--;
            return users == 0 ? null : this;
        }

        void sync(Runnable once) {
            lock.lock();
            try {
                // one that has begun may have missed what this one is about
                long enough = begun + 1;
                while (running && ended < enough) {
                    done.awaitUninterruptibly();
                }
                if (ended >= enough) {
                    return;
                }
                running = true;
                begun++;
            } finally {
                lock.unlock();
            }
            try {
                once.run();
            } finally {
                lock.lock();
                try {
                    running = false;
                    ended = begun;
                    done.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }
    }
}
