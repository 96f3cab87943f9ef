package io.github.camelpika.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.camelpika.simulator.PikaSimulator;

/**
 * Nodes that share the jobs, the gateway and the database. Each has a place, and one life there after the other.
 */
final class Fleet implements AutoCloseable {

    /** One job in so many comes twice, as from a broker that delivers at least once. */
    private static final int ONCE_IN = 3;

    private final Path directory;
    private final String kind;
    private final PikaSimulator gateway;
    private final List<String> jdbcUrls;
    private final Duration route;
    private final Spool jobs;
    private final NodeProcess[] places;
    private final List<NodeProcess> lives = new ArrayList<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private Limits limits = Limits.WIDE;

    /**
     * @param kind     of the gateway that the nodes use, by its name
     * @param jdbcUrls where each node reaches the database; as many nodes
     * @param route    how long the consuming route takes
     */
    Fleet(Path directory, String kind, PikaSimulator gateway, List<String> jdbcUrls, Duration route) throws IOException {
        this.directory = directory;
        this.kind = kind;
        this.gateway = gateway;
        this.jdbcUrls = jdbcUrls;
        this.route = route;
        this.jobs = new Spool(directory.resolve("spool"), "nobody");
        this.places = new NodeProcess[jdbcUrls.size()];
    }

    /**
     * What nodes keep to that are started from now on.
     */
    void limit(Limits newLimits) {
        limits = newLimits;
    }

    String jdbcUrl() {
        return jdbcUrls.get(0);
    }

    int size() {
        return places.length;
    }

    NodeProcess start(int place, KillPlan plan) throws IOException {
        return start(place, plan, Duration.ZERO);
    }

    NodeProcess start(int place, KillPlan plan, Duration clockOff) throws IOException {
        String name = "node" + place + "-" + lives.size();
        NodeProcess node = new NodeProcess(new NodeSettings(name, directory, jdbcUrls.get(place),
                kind, gateway.baseUri(kind).toString(), gateway.apiKey(), route, limits, plan, clockOff));
        places[place] = node;
        lives.add(node);
        return node;
    }

    void awaitUp() throws InterruptedException {
        while (journals().stream().filter(entry -> entry.event() == Journal.Event.UP).count() < lives.size()) {
            Trial.tick();
        }
    }

    NodeProcess at(int place) {
        return places[place];
    }

    /**
     * Has the jobs submitted again that a dead node had not told to be done with.
     */
    void bury(NodeProcess dead) throws IOException {
        new Spool(directory.resolve("spool"), dead.name()).giveBackAll();
    }

    void offer(int more) throws IOException {
        for (int i = 0; i < more; i++) {
            String key = String.format("key%05d", keys.size());
            keys.add(key);
            if (keys.size() % ONCE_IN == 0) {
                jobs.offerTwice(key);
            } else {
                jobs.offer(key);
            }
        }
    }

    long jobsWaiting() {
        return jobs.waiting();
    }

    Set<String> keys() {
        return keys;
    }

    List<NodeProcess> lives() {
        return lives;
    }

    List<Journal.Entry> journals() {
        return lives.stream().flatMap(life -> life.journal().stream()).toList();
    }

    /**
     * @return what the nodes left undone, if anything
     */
    List<String> stop() throws InterruptedException {
        List<String> undone = new ArrayList<>();
        for (NodeProcess node : places) {
            node.askToStop();
        }
        for (NodeProcess node : places) {
            String left = node.leftUndone();
            if (left != null) {
                undone.add(left);
            }
        }
        return undone;
    }

    @Override
    public void close() throws InterruptedException {
        for (NodeProcess life : lives) {
            life.end();
        }
    }
}
