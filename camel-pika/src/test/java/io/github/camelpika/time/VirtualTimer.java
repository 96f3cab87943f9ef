package io.github.camelpika.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time that stands still until a test turns it. What falls due runs on the thread that turns it, in order.
 */
public final class VirtualTimer implements Timer, InstantSource {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Entry> entries
            = new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number));
    private final AtomicLong numbers = new AtomicLong();
    private long nanos;
    private long jumped;
    private boolean hangs;

    private record Entry(long at, long number, Runnable task) {
    }

    @Override
    public Instant now() {
        return instant();
    }

    @Override
    public synchronized Instant instant() {
        return START.plusNanos(nanos + jumped);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Alarm schedule(Duration delay, Runnable task) {
        Entry entry = new Entry(nanos + Math.max(0, delay.toNanos()), numbers.incrementAndGet(), task);
        entries.add(entry);
        return () -> remove(entry);
    }

    private synchronized void remove(Entry entry) {
        entries.remove(entry);
    }

    /**
     * How many wake-ups are asked for.
     */
    public synchronized int alarms() {
        return entries.size();
    }

    /**
     * As a machine that sleeps, or whose clock somebody sets: only the wall clock goes on.
     */
    public synchronized void jump(Duration duration) {
        jumped += duration.toNanos();
    }

    /**
     * From now on the time goes by and nothing falls due.
     */
    public synchronized void hang() {
        hangs = true;
    }

    /**
     * Turns the clock, stopping at each wake-up on the way.
     */
    public void advance(Duration duration) {
        long until;
        synchronized (this) {
            until = nanos + duration.toNanos();
        }
        for (Runnable task = next(until); task != null; task = next(until)) {
            task.run();
        }
    }

    private synchronized Runnable next(long until) {
        Entry entry = entries.peek();
        if (entry == null || entry.at > until || hangs) {
            nanos = until;
            return null;
        }
        entries.remove();
        nanos = Math.max(nanos, entry.at);
        return entry.task;
    }

    @Override
    public synchronized void close() {
        entries.clear();
    }
}
