package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import io.github.camelpika.model.Texts;

/**
 * Whether files could be put into a directory, told before there is one to put, which is paid for by then. It looks only: what
 * is missing is made when the first file comes.
 */
public final class DirectoryCheck {

    private DirectoryCheck() {
    }

    /**
     * What to say of a directory that no file can be put into.
     */
    public static Optional<String> problemWith(String directory) {
        try {
            return problemAt(Path.of(directory).toAbsolutePath().normalize())
                    .map(reason -> "directory '" + Texts.clean(directory) + "' can't be used: " + reason);
        } catch (InvalidPathException e) {
            return Optional.of("directory '" + Texts.clean(directory) + "' can't be used: this machine can't have a"
                    + " directory with that name: start Java with LC_ALL=C.UTF-8 in its environment, or use letters from a to z");
        }
    }

    /**
     * The nearest that exists has to take what is missing below it.
     */
    private static Optional<String> problemAt(Path path) {
        try {
            path.getFileSystem().provider().checkAccess(path);
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(path) ? Optional.of("'" + path + "' is a broken symbolic link") : problemAt(path.getParent());
        } catch (FileSystemException e) {
            return Optional.of("'" + path + "' can't be reached (" + (e.getReason() == null ? "no permission" : e.getReason()) + ")");
        } catch (IOException e) {
            return Optional.of("'" + path + "' can't be reached (" + e.getMessage() + ")");
        }
        if (!Files.isDirectory(path)) {
            return Optional.of("'" + path + "' is a file, not a directory");
        }
        return Files.isWritable(path) ? Optional.empty()
                : Optional.of("this process may not write to '" + path + "', or it is read-only");
    }
}
