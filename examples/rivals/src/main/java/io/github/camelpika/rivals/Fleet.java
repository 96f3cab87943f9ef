package io.github.camelpika.rivals;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Two nodes of one rival on one database, and an upstream system that gives a job to one of them and, when that one is gone
 * or refuses, to the other.
 */
final class Fleet implements AutoCloseable {

    static final List<String> NODES = List.of("a", "b");
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration VIDEO = Duration.ofMillis(500);
    /** What a real gateway takes, or less. */
    private static final Duration ANSWER = Duration.ofMillis(300);
    private static final Duration UNTIL_READY = Duration.ofMinutes(2);

    private final History history = new History();
    private final ChildJvm gateway;
    private final String address;
    private final Contender contender;
    private final String jdbcUrl;
    private final Duration handOver;
    private final boolean fast;
    private final File log;
    private final Map<String, Life> nodes = new HashMap<>();
    /** What no node has accepted yet, with the life that was asked last. */
    private final Map<String, String> waiting = new ConcurrentHashMap<>();
    private int lives;

    private record Life(String name, ChildJvm process) {
    }

    /**
     * @param life    of the node that was killed
     * @param nanos   when it was
     * @param orphans the jobs that it was handing over
     */
    record Kill(String life, long nanos, Set<String> orphans) {
    }

    Fleet(Contender contender, Database database, File logs, Duration handOver, boolean fast) throws Exception {
        this.contender = contender;
        this.jdbcUrl = database.jdbcUrl(database.create());
        this.handOver = handOver;
        this.fast = fast;
        this.log = new File(logs, contender.name() + (fast ? "-kills.log" : "-defaults.log"));
        this.gateway = new ChildJvm(new File(logs, "gateway.log"), Gateway.class,
                List.of(String.valueOf(ANSWER.toMillis()), String.valueOf(VIDEO.toMillis())));
        this.address = gateway.answer();
        for (String node : NODES) {
            start(node);
            awaitReady(node);
        }
    }

    History history() {
        return history;
    }

    /**
     * A new life of this node.
     */
    synchronized void start(String node) throws IOException {
        String life = node + ++lives;
        ChildJvm process = new ChildJvm(log, Node.class,
                new NodeSettings(contender, node, jdbcUrl, address, INTERVAL, handOver, fast).toArguments());
        process.listen(line -> note(life, line));
        nodes.put(node, new Life(life, process));
    }

    void awaitReady(String node) throws InterruptedException {
        long start = System.nanoTime();
        while (!history.has(life(node), Event.READY)) {
            if (System.nanoTime() - start > UNTIL_READY.toNanos()) {
                throw new IllegalStateException("A node that writes to " + log + " did not start");
            }
            Thread.sleep(20);
        }
    }

    private void note(String life, String line) {
        String[] words = line.split(" ");
        Event event = Event.valueOf(words[0]);
        if (event == Event.ACCEPTED || event == Event.UNKNOWN || event == Event.REFUSED) {
            String key = words[1] + words[2];
            if (event == Event.REFUSED) {
                waiting.replace(key, "");
            } else {
                waiting.remove(key);
            }
            history.note(life, event, key, "");
        } else {
            history.note(life, event, words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "");
        }
    }

    /**
     * Gives a new job to a node.
     */
    synchronized void submit(String prefix, int number) {
        waiting.put(prefix + number, "");
        send(prefix, number, nodes.get(NODES.get(number % NODES.size())));
    }

    /**
     * Gives what was refused, or given to a node that is gone, to another one.
     */
    synchronized void submitAgain(String prefix) {
        waiting.forEach((key, life) -> {
            if (nodes.values().stream().noneMatch(each -> each.name.equals(life))) {
                nodes.values().stream().filter(each -> history.has(each.name, Event.READY)).findAny()
                        .ifPresent(each -> send(prefix, Integer.parseInt(key.substring(prefix.length())), each));
            }
        });
    }

    /**
     * @param life null if the node is gone
     */
    private void send(String prefix, int number, Life life) {
        if (life != null && history.has(life.name, Event.READY)) {
            waiting.put(prefix + number, life.name);
            life.process.tell(prefix + " " + number + " " + (number + 1));
        }
    }

    boolean isAllAccepted() {
        return waiting.isEmpty();
    }

    synchronized String life(String node) {
        return nodes.get(node).name;
    }

    Kill kill(String node) throws InterruptedException {
        Life life;
        synchronized (this) {
            life = nodes.remove(node);
        }
        long now = System.nanoTime();
        life.process.close();
        return new Kill(life.name, now, history.inHandOf(life.name));
    }

    /**
     * How many jobs the gateway got more than once.
     */
    synchronized long postedTwice() throws IOException {
        gateway.tell("");
        return Long.parseLong(gateway.answer().split(" ")[1]);
    }

    @Override
    public void close() throws Exception {
        for (Life each : nodes.values()) {
            each.process.close();
        }
        gateway.close();
    }
}
