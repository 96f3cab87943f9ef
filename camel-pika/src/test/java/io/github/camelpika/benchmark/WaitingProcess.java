package io.github.camelpika.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

/**
 * What {@link WaitingBenchmark} measures of one contender, in a process of its own. It prints one line of numbers.
 */
final class WaitingProcess {

    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final int MOST_WARM = 1_000;
    /** Only one in four of the serial collector's leaves no gaps, and what fills a gap counts as used. */
    private static final int COLLECTIONS = 5;
    private static final Duration NOTED = Duration.ofSeconds(20);
    private static final int WAITS_OF_POLLS = 1_000;
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(500);
    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration ROUND = Duration.ofSeconds(3);

    private WaitingProcess() {
    }

    /**
     * Arguments: what to measure, the name of the contender, and how many waits; for the lateness the seconds between two
     * polls, and for polls the address of a gateway.
     */
    public static void main(String[] args) throws Exception {
        int waits = Integer.parseInt(args[2]);
        switch (args[0]) {
            case "heap" -> heap(args[1], waits);
            case "lateness" -> lateness(args[1], waits, Duration.ofSeconds(Long.parseLong(args[3])));
            default -> polls(args[1], args[3]);
        }
        Runtime.getRuntime().halt(0);
    }

    /** Bytes of heap and kibibytes of other memory for one wait, and the threads of the process. */
    private static void heap(String name, int waits) throws Exception {
        AskedGateway gateway = AskedGateway.script(waits, FOR_EVER.toNanos());
        WaitContender contender = WaitContender.named(name, gateway, FOR_EVER);
        int warm = Math.min(waits / 10, MOST_WARM);
        begin(contender, 0, warm, Duration.ZERO);
        until(gateway, warm);
        Object[] held = new Object[waits];
        for (int task = warm; task < waits; task++) {
            held[task] = contender.without(task);
        }
        long without = usedHeap();
        long resident = resident();
        Arrays.fill(held, null);
        begin(contender, warm, waits, Duration.ZERO);
        until(gateway, waits);
        long with = usedHeap();
        Reference.reachabilityFence(held);
        System.out.printf(Locale.ROOT, "%.0f %.1f %d%n", (double) (with - without) / (waits - warm),
                Math.max(0, (double) (resident() - resident) / (waits - warm)),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** The 50th and the 99th percentile, in milliseconds. */
    private static void lateness(String name, int waits, Duration interval) throws Exception {
        AskedGateway gateway = AskedGateway.script(waits, interval.toNanos());
        begin(WaitContender.named(name, gateway, interval), 0, waits, interval);
        Lateness lateness = gateway.note();
        Thread.sleep(NOTED.toMillis());
        System.out.printf(Locale.ROOT, "%.1f %.1f%n", lateness.quantile(0.5), lateness.quantile(0.99));
    }

    /** Microseconds of this process for one poll. */
    private static void polls(String name, String address) throws Exception {
        WaitContender contender = WaitContender.named(name, AskedGateway.server(address), BETWEEN_POLLS);
        begin(contender, 0, WAITS_OF_POLLS, BETWEEN_POLLS);
        Thread.sleep(WARM_UP.toMillis());
        System.out.println("warm");
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            long before = system.getProcessCpuTime();
            Thread.sleep(ROUND.toMillis());
            System.out.printf(Locale.ROOT, "%.1f%n", (system.getProcessCpuTime() - before) / NANOS_PER_MICRO);
        }
    }

    /** Evenly over a time. */
    private static void begin(WaitContender contender, int from, int to, Duration over) throws Exception {
        long start = System.nanoTime();
        for (int task = from; task < to; task++) {
            long ahead = start + over.toNanos() * (task - from) / (to - from) - System.nanoTime();
            if (ahead > 0) {
                Thread.sleep(ahead / 1_000_000, (int) (ahead % 1_000_000));
            }
            contender.begin(task);
        }
    }

    private static void until(AskedGateway gateway, int asked) throws InterruptedException {
        while (gateway.asked() < asked) {
            Thread.sleep(10);
        }
    }

    private static long usedHeap() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            // what was asked last has still to be put where it waits
            Thread.sleep(100);
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** In kibibytes. */
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", "")).mapToLong(Long::parseLong).findFirst().orElse(0);
    }
}
