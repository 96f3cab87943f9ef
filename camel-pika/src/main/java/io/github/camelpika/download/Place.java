package io.github.camelpika.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import io.github.camelpika.gateway.Texts;

/**
 * Where a file is to be, and the temporary file beside it that it grows in. The name appears in one step, when all of
 * the file is on the disk; until then, and if that never comes, there is nothing under it.
 */
public final class Place implements AutoCloseable {

    private final Path target;
    private final Path growing;

    private Place(Path target, Path growing) {
        this.target = target;
        this.growing = growing;
    }

    /**
     * A place below the directory; directories that are missing are made. Links to directories are followed, as nobody
     * but the owner of the directory can have put them there; a link that has the file's own name is replaced.
     *
     * @param name a path that {@link FileNames#clean} has cleaned
     */
    public static Place in(Path directory, String name) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        Path target = resolve(root, name);
        if (!target.startsWith(root) || target.equals(root)) {
            throw new DownloadFailedException("the file name '" + name + "' leads out of the directory");
        }
        try {
            Files.createDirectories(target.getParent());
            // hidden and with an ending of its own, so that nobody who watches the directory takes it for the file;
            // no createTempFile, whose files nobody else may read
            return new Place(target,
                    Files.createFile(target.resolveSibling(".pika-" + UUID.randomUUID() + ".part")));
        } catch (FileAlreadyExistsException e) {
            throw new DownloadFailedException("'" + e.getFile() + "' is no directory", e);
        }
    }

    private static Path resolve(Path root, String name) throws DownloadFailedException {
        try {
            return root.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new DownloadFailedException("this machine can't have a file named '" + Texts.clean(name) + "': start Java"
                                              + " with LC_ALL=C.UTF-8 in its environment, or use letters from a to z", e);
        }
    }

    /**
     * The file to write to.
     */
    public Path growing() {
        return growing;
    }

    /**
     * Gives the file its name, replacing what has it.
     *
     * @return the file, with an absolute path
     */
    public Path finish() throws IOException {
        if (Files.isDirectory(target)) {
            throw new DownloadFailedException("'" + target + "' is a directory");
        }
        Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // not every file system can; the file itself is on the disk
        }
        return target;
    }

    /**
     * Removes what was left unfinished.
     */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(growing);
    }
}
