package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

import io.github.camelpika.model.Texts;

/**
 * Says what is wrong with the disk. Trying again would not help, and a person must see at once what to do.
 */
final class DiskErrors {

    private DiskErrors() {
    }

    /**
     * @param where the file or folder that was to be written
     */
    static DownloadFailedException at(Path where, IOException e) {
        if (e instanceof DownloadFailedException told) {
            return told;
        }
        return new DownloadFailedException(words(where, e), e);
    }

    private static String words(Path where, IOException e) {
        String said = e instanceof FileSystemException file ? String.valueOf(file.getReason()) : String.valueOf(e.getMessage());
        String reason = said.toLowerCase(Locale.ROOT);
        if (reason.contains("no space left") || reason.contains("not enough space") || reason.contains("disk full")) {
            return "the disk of '" + where + "' is full";
        }
        if (reason.contains("quota")) {
            return "the disk quota for '" + where + "' is used up";
        }
        if (reason.contains("name too long")) {
            return "the name of '" + where + "' is too long for its file system: set a shorter fileName or directory";
        }
        if (reason.contains("read-only")) {
            return "the file system of '" + where + "' is read-only";
        }
        if (e instanceof AccessDeniedException denied) {
            return "this process has no permission to write '" + denied.getFile() + "'";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return "'" + exists.getFile() + "' is not a directory";
        }
        if (e instanceof NoSuchFileException) {
            return "another process removed '" + where + "', or is downloading the same file";
        }
        return "'" + where + "' can't be written: " + e.getClass().getSimpleName() + ": " + Texts.clean(said);
    }
}
