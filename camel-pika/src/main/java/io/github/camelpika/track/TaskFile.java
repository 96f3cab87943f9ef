package io.github.camelpika.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToLongFunction;

import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of one process, in a file of H2: what a {@link JdbcTaskTracker} promises, with no database to set up. It needs
 * {@code com.github.kagkarlsson:db-scheduler} and {@code com.h2database:h2} on the class path.
 * <p>
 * The file is open while any opener of this process has it open. H2 gives it to one process at a time: its mode for several
 * (AUTO_SERVER) listens on all addresses of the machine, which nobody expects of a file.
 */
public final class TaskFile {

    private static final Logger LOG = LoggerFactory.getLogger(TaskFile.class);

    /** Enough to write down what becomes of all that is on its way, and for H2 to tidy its file. */
    static final long LEAST_SPACE = 16L << 20;
    private static final long MIB = 1L << 20;

    private final Path file;
    private final ToLongFunction<Path> space;
    private JdbcDataSource database;
    private JdbcTaskTracker tracker;
    /** H2 closes a file with the last connection, and opens one with the first, which takes long. */
    private Connection open;

    /**
     * @param  file                     without the ending, which is H2's: {@code .mv.db}
     * @throws IllegalArgumentException if it has a semicolon, where H2's settings would begin
     */
    public TaskFile(Path file) {
        this(file, TaskFile::usableSpace);
    }

    /**
     * For tests, which have no full disk.
     *
     * @param space how many bytes are left on the disk of a folder
     */
    TaskFile(Path file, ToLongFunction<Path> space) {
        this.space = space;
        this.file = file.toAbsolutePath().normalize();
        if (this.file.toString().contains(";")) {
            throw new IllegalArgumentException("Tasks can't be kept in " + this.file + ": the path must not contain a semicolon");
        }
    }

    /**
     * The same all the time.
     *
     * @throws IllegalStateException if something is missing on the class path
     */
    public synchronized TaskTracker tracker() {
        if (tracker == null) {
            List<String> missing = Needed.missing(Needed.DB_SCHEDULER, Needed.H2);
            if (!missing.isEmpty()) {
                throw new IllegalStateException("taskTracker=h2 needs libraries that are not on the class path: add"
                        + " the dependencies "
                                                + String.join(" and ", missing));
            }
            database = new JdbcDataSource();
            // H2's own end of the process would come in the middle of Camel's, which still writes down what it ends
            // and a thread that is interrupted while it writes, as at a stop of Camel's, closes a file for all but H2's retry:
            database.setURL("jdbc:h2:retry:" + file + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0");
            database.setUser("sa");
            tracker = new JdbcTaskTracker();
            tracker.setDataSource(database);
            tracker.setGuards(this::checkSpace, this::openAgain);
        }
        return tracker;
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws IllegalStateException if that can't be, with the way out
     */
    public synchronized void open() {
        TaskTracker opened = tracker();
        try {
            Files.createDirectories(file.getParent());
            open = database.getConnection();
            opened.ping();
        } catch (IOException | SQLException | TrackerDatabaseException e) {
            close();
            throw new IllegalStateException("Tasks can't be kept in " + file + ".mv.db: this process must be able to"
                    + " write to the file, and no other process may use it at the same time; taskTracker=h2:PATH"
                    + " names another file: " + e, e);
        }
    }

    /**
     * What is submitted while the disk is full can't be written down, and what was submitted before needs the rest of it.
     */
    private void checkSpace() {
        long left = space.applyAsLong(file.getParent());
        if (left < LEAST_SPACE) {
            throw new TrackerDatabaseException("The disk of " + file + ".mv.db has only " + left / MIB + " MiB left, and new"
                                               + " tasks are taken with " + LEAST_SPACE / MIB + " MiB or more: make room, or"
                                               + " name a file on another disk with taskTracker=h2:PATH");
        }
    }

    private static long usableSpace(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            LOG.debug("The disk of {} doesn't tell how much is left", folder, e);
            return Long.MAX_VALUE;
        }
    }

    /**
     * After a write error the connection from before keeps nothing open.
     */
    private synchronized void openAgain() {
        if (open != null) {
            close();
            try {
                open = database.getConnection();
            } catch (SQLException e) {
                LOG.debug("{} is opened with the next connection", file, e);
            }
        }
    }

    /**
     * Closes the file, unless another opener still needs it.
     */
    public synchronized void close() {
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("{} was not closed cleanly", file, e);
            }
            open = null;
        }
    }
}
