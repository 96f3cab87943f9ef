package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hidden folder beside the files that are to be, with the parts of them. It is there only while something is in it.
 * <p>
 * A part that was left by a process that is no more is taken over by the next download of the same file, and removed by
 * any download into the same directory when it is a week old.
 */
final class PartFolder implements PartStore {

    private static final Logger LOG = LoggerFactory.getLogger(PartFolder.class);

    /** Hidden, so that nobody who watches the directory takes a part for the file. */
    static final String NAME = ".pika";
    static final String ENDING = ".part";
    /** A night's batch that broke off on a Friday is taken up on Monday. */
    private static final Duration KEPT = Duration.ofDays(7);
    /** The folder may go, each time another download ends, in the moment before it is used. */
    private static final int MOST_TRIES = 100;
    private static final int KEY_BYTES = 16;

    private final Path folder;
    private final String key;
    private final Instant now;

    /**
     * @param file what the part is to become
     * @param what tells what is fetched, whatever its address is: the same ETag may be another file's, too
     */
    PartFolder(Path file, String what, Instant now) throws IOException {
        // the real one, as the parts of a process are known by their paths
        this.folder = file.getParent().toRealPath().resolve(NAME);
        this.key = FileNames.hash(file.getFileName() + "\n" + what, KEY_BYTES);
        this.now = now;
    }

    /**
     * The part that was left of this file, if there is one that nobody works on; else a new one.
     */
    Part open() throws IOException {
        Part found = null;
        for (Path path : all()) {
            try {
                if (isOfThisFile(path)) {
                    found = better(found, takeOver(path));
                } else if (isOld(path)) {
                    remove(path);
                }
            } catch (IOException e) {
                // no reason not to download
                LOG.debug("Another process was faster with {}, or it belongs to another user", path, e);
            }
        }
        return found != null ? found : Part.create(this);
    }

    private List<Path> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private boolean isOfThisFile(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(key) && name.endsWith(ENDING);
    }

    private static Part better(Part one, Part other) throws IOException {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Part worse = one.size() < other.size() ? one : other;
        worse.discard();
        return worse == one ? other : one;
    }

    /**
     * @return null if somebody works on it, or if nobody knows what it is
     */
    private Part takeOver(Path left) throws IOException {
        PartNote note = PartNote.read(left);
        Part part = Part.takeOver(this, left, unused());
        if (part == null) {
            return null;
        }
        try {
            if (note != null && Files.size(part.path()) >= note.size()) {
                part.goOnAt(note.representation(), note.size());
                note.write(part.path());
                forget(left);
                return part;
            }
            forget(left);
        } catch (IOException e) {
            LOG.debug("The part {} can't be resumed", left, e);
        }
        part.discard();
        return null;
    }

    private boolean isOld(Path path) throws IOException {
        return Files.getLastModifiedTime(path).toInstant().plus(KEPT).isBefore(now);
    }

    private void remove(Path path) throws IOException {
        if (!path.toString().endsWith(ENDING)) {
            Files.deleteIfExists(path);
            return;
        }
        Part part = Part.takeOver(this, path, unused());
        if (part != null) {
            part.discard();
        }
    }

    private Path unused() {
        return folder.resolve(key + "-" + UUID.randomUUID() + ENDING);
    }

    @Override
    public PartFile create() throws IOException {
        for (int tries = 1;; tries++) {
            try {
                if (tries > 1 || !PartFile.areIn(folder)) {
                    Files.createDirectories(folder);
                }
                return PartFile.create(unused());
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                if (tries == MOST_TRIES || Files.isRegularFile(folder)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void remember(Path part, Representation representation, long size) throws IOException {
        if (Files.notExists(part)) {
            // taken over where locks don't hold
            throw new NoSuchFileException(part.toString());
        }
        new PartNote(representation, size).write(part);
    }

    @Override
    public boolean forget(Path part) throws IOException {
        return PartNote.delete(part);
    }

    @Override
    public boolean outlivesTheProcess() {
        return true;
    }

    @Override
    public void tidy() {
        if (PartFile.areIn(folder)) {
            // who ends last does it
            return;
        }
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // others use it
        }
    }
}
