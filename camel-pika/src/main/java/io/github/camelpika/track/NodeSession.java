package io.github.camelpika.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of this node's own, on which it holds a lock by its name for as long as it lives, and looks whose lock is
 * gone. What those were at is taken over at once, and not only when their heartbeats have been missed for long.
 */
final class NodeSession {

    private static final Logger LOG = LoggerFactory.getLogger(NodeSession.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /** A pool may have more than one connection that is as dead as the one before … */
    private static final Duration ANOTHER = Duration.ofMillis(20);
    /** … and others hold this node dead soon; but a database that is away is not to be stormed. */
    private static final int AT_ONCE = 50;
    private static final Duration LATER = Duration.ofSeconds(1);

    /** Drivers that write whole seconds only leave up to one out; a sign of life comes later than that. */
    private static final Duration LEFT_OUT = Duration.ofMillis(999);

    private static final String RELEASE = "UPDATE " + Settings.TABLE + " SET picked = ?, picked_by = NULL, last_heartbeat = NULL,"
                                          + " version = version + 1 WHERE picked = ? AND picked_by = ? AND last_heartbeat <= ?";

    private final TaskStore store;
    private final SessionLock lock;
    private final JdbcCustomization customization;
    private final ExecutorService thread = TrackerThreads.session();
    private final GoneNodes gone;
    private Connection connection;
    private boolean automatic;
    private boolean told;
    private int failures;
    private volatile boolean closed;

    private NodeSession(TaskStore store, SessionLock lock) {
        this.store = store;
        this.lock = lock;
        this.customization = store.database().customization();
        this.gone = new GoneNodes(store.timer());
    }

    /**
     * @param without why there can be none; null if there can
     * @return        empty if there can't
     */
    static Optional<NodeSession> start(TaskStore store, String without) {
        SessionLock lock = SessionLock.of(store.database());
        String reason = lock == null ? store.database().product() + " has no locks of sessions" : without;
        if (reason != null) {
            LOG.info("A node that dies is noticed by its missing heartbeats, within 10 s: {}", reason);
            return Optional.empty();
        }
        NodeSession session = new NodeSession(store, lock);
        session.thread.execute(session::lookAgain);
        return Optional.of(session);
    }

    private void lookAgain() {
        if (closed) {
            return;
        }
        Duration pause = BETWEEN_LOOKS;
        try {
            open();
            look();
            failures = 0;
        } catch (SQLException | RuntimeException | Error e) {
            if (connection != null) {
                store.grace().begin("this node's own session was lost: " + e.getMessage());
            }
            LOG.debug("This node has no session", e);
            abandon();
            pause = ++failures <= AT_ONCE ? ANOTHER : LATER;
        }
        TrackerThreads.handLater(store.timer(), thread, pause, this::lookAgain);
    }

    private void open() throws SQLException {
        if (connection != null) {
            return;
        }
        gone.forget();
        Connection opened = store.transactions().session();
        try {
            automatic = opened.getAutoCommit();
            opened.setAutoCommit(true);
            if (!lock.take(opened, store.node())) {
                throw new SQLException("the session before is still there");
            }
        } catch (SQLException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
        connection = opened;
        if (!told) {
            told = true;
            LOG.info("A node that dies is noticed within a second or two by its connection, on which {} holds a lock for it, and"
                     + " within 10 s by its missing heartbeats where that can't tell. This one is {}", store.database().product(),
                    store.node());
        }
    }

    private void look() throws SQLException {
        List<NodeSight> nodes = lock.look(connection, store.node(), customization);
        if (nodes.stream().noneMatch(NodeSight::here)) {
            throw new SQLException("its lock is gone, as where a pooler gives each transaction another session");
        }
        if (store.grace().isOn()) {
            gone.forget();
            return;
        }
        for (NodeSight node : gone.look(nodes, store.clock().now())) {
            takeOver(node);
        }
    }

    private void takeOver(NodeSight node) throws SQLException {
        int taken;
        try (PreparedStatement release = connection.prepareStatement(RELEASE)) {
            release.setBoolean(1, false);
            release.setBoolean(2, true);
            release.setString(3, node.node());
            customization.setInstant(release, 4, node.lastHeartbeat().plus(LEFT_OUT));
            taken = release.executeUpdate();
        }
        if (taken > 0) {
            LOG.info("Taking over what {} was at ({} wake-ups): its connection to the database is gone, and it has given no sign of"
                     + " life since {}", node.node(), taken, node.lastHeartbeat());
            store.wakeUps().lookNow(store.clock().now());
        }
    }

    private void abandon() {
        if (connection != null) {
            Connection lost = connection;
            connection = null;
            try {
                lock.release(lost, store.node());
                lost.setAutoCommit(automatic);
            } catch (SQLException e) {
                LOG.debug("The lock is gone already", e);
            }
            try {
                lost.close();
            } catch (SQLException e) {
                LOG.debug("It was not closed well", e);
            }
        }
    }

    private boolean isWorking() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OnPrimary.statement("SELECT COUNT(*) FROM "
                + Settings.TABLE + " WHERE last_heartbeat IS NOT NULL AND picked = ? AND picked_by = ?"))) {
            select.setBoolean(1, true);
            select.setString(2, store.node());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getLong(1) > 0;
            }
        }
    }

    /**
     * This node takes nothing over any more, and gives nothing away that it still is at.
     */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.execute(() -> {
            try {
                if (connection != null && !isWorking()) {
                    abandon();
                }
            } catch (SQLException e) {
                LOG.debug("The session ends with the process", e);
            }
        });
        thread.shutdown();
    }
}
