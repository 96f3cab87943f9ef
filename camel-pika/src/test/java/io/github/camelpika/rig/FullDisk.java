package io.github.camelpika.rig;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicInteger;

import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for H2, {@code full:} before the path, whose disk has no space left, or can't be written, while a test says
 * so. What was in a file may be written over on a full disk, as on real ones.
 */
public final class FullDisk extends FilePathWrapper {

    private enum Trouble { NONE, FULL, READ_ONLY }

    private static final AtomicInteger REFUSED = new AtomicInteger();
    private static volatile Trouble trouble = Trouble.NONE;

    /** For H2, which makes one for each path. */
    public FullDisk() {
    }

    public static void register() {
        FilePath.register(new FullDisk());
        mend();
        REFUSED.set(0);
    }

    public static void fill() {
        trouble = Trouble.FULL;
    }

    public static void makeReadOnly() {
        trouble = Trouble.READ_ONLY;
    }

    public static void mend() {
        trouble = Trouble.NONE;
    }

    /** How many writes could not be. */
    public static int refused() {
        return REFUSED.get();
    }

    @Override
    public String getScheme() {
        return "full";
    }

    @Override
    public boolean canWrite() {
        return trouble != Trouble.READ_ONLY && super.canWrite();
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (trouble == Trouble.READ_ONLY && mode.contains("w")) {
            REFUSED.incrementAndGet();
            throw new IOException("Read-only file system");
        }
        return new OnFullDisk(getBase().open(mode));
    }

    private static final class OnFullDisk extends FileBase {

        private final FileChannel file;

        OnFullDisk(FileChannel file) {
            this.file = file;
        }

        private void check(long end) throws IOException {
            if (trouble == Trouble.READ_ONLY || trouble == Trouble.FULL && end > file.size()) {
                REFUSED.incrementAndGet();
                throw new IOException(trouble == Trouble.FULL ? "No space left on device" : "Read-only file system");
            }
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            check(position + from.remaining());
            return file.write(from, position);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            check(file.position() + from.remaining());
            return file.write(from);
        }

        @Override
        public int read(ByteBuffer to, long position) throws IOException {
            return file.read(to, position);
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return file.read(to);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
