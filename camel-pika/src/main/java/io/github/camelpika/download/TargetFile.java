package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

import io.github.camelpika.model.FileExist;
import io.github.camelpika.model.Texts;

/**
 * Where a file is to be. Its name appears in one step, when all of the file is on the disk; until then, and if that never
 * comes, there is nothing under it.
 */
public final class TargetFile {

    private final Path target;
    private final FileExist fileExist;

    private TargetFile(Path target, FileExist fileExist) {
        this.target = target;
        this.fileExist = fileExist;
    }

    /**
     * A place below the directory. Links to directories are followed, as nobody but the owner of the directory can have
     * put them there; a link that has the file's own name is replaced.
     *
     * @param name      a path that {@link FileNames#clean} has cleaned
     * @param fileExist what to do if something has the name
     */
    public static TargetFile in(Path directory, String name, FileExist fileExist) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        Path target = resolve(root, name);
        if (!target.startsWith(root) || target.equals(root)) {
            throw new DownloadFailedException("the file name '" + name + "' leads out of the directory");
        }
        return new TargetFile(target, fileExist);
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
     * Whether there is nothing to fetch, as there is a file that is to stay.
     *
     * @throws DownloadFailedException if there is something that must not be there
     */
    public boolean isTaken() throws DownloadFailedException {
        if (Files.isDirectory(target)) {
            throw new DownloadFailedException("'" + target + "' is a directory");
        }
        if (fileExist == FileExist.Fail && Files.exists(target)) {
            throw taken(null);
        }
        return fileExist == FileExist.Ignore && Files.exists(target);
    }

    private DownloadFailedException taken(IOException cause) {
        return new DownloadFailedException("'" + target + "' exists already, and fileExist=Fail", cause);
    }

    /**
     * Whether a file that has the name, or one of its endings, matters before all of this one has come.
     */
    public boolean maySpareTheDownload() {
        return fileExist == FileExist.Fail || fileExist == FileExist.Ignore;
    }

    /**
     * The file to grow: what an earlier process left of it, or a new one. Directories that are missing are made.
     *
     * @param what tells what is fetched, whatever its address is
     */
    public Part open(String what, Instant now) throws IOException {
        try {
            createDirectories(target.getParent());
            return new PartFolder(target, what, now).open();
        } catch (IOException e) {
            throw DiskErrors.at(target, e);
        }
    }

    private static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            createDirectories(directory.getParent());
            Files.createDirectories(directory);
            FolderSync.DISK.force(directory.getParent());
        }
    }

    /**
     * Gives the part, all of which has come, its name. A crash of the machine may still take that away until
     * {@link #settle}.
     *
     * @return the file, with an absolute path
     */
    public Path finish(Part part) throws IOException {
        try {
            part.seal();
            // before the name appears, so that no later process takes what has a name for something to go on with
            if (part.forgetNote()) {
                FolderSync.DISK.force(part.path().getParent());
            }
            name(part.path());
            part.close();
            part.store().tidy();
            return target;
        } catch (IOException e) {
            throw DiskErrors.at(target, e);
        }
    }

    /**
     * Brings the name to the disk. It is apart, so that the next file need not wait for that.
     */
    public void settle() {
        FolderSync.DISK.force(target.getParent());
    }

    private void name(Path whole) throws IOException {
        if (isTaken()) {
            Files.delete(whole);
        } else if (fileExist == FileExist.Override || fileExist == FileExist.TryRename) {
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            nameUnlessTaken(whole);
        }
    }

    /**
     * A second name for the same file can't replace anything, other than a move.
     */
    private void nameUnlessTaken(Path whole) throws IOException {
        try {
            Files.createLink(target, whole);
            Files.delete(whole);
        } catch (FileAlreadyExistsException e) {
            if (fileExist == FileExist.Fail) {
                throw taken(e);
            }
            Files.delete(whole);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // no second names here: somebody could come in between, but there is no better way
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * The same place with something behind the name.
     *
     * @param ending with its dot
     */
    public TargetFile with(String ending) {
        return new TargetFile(target.resolveSibling(target.getFileName() + ending), fileExist);
    }

    /**
     * The file that is to be.
     */
    public Path target() {
        return target;
    }
}
