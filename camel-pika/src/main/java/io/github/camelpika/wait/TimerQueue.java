package io.github.camelpika.wait;

import java.time.Duration;
import java.util.Arrays;

import io.github.camelpika.time.Timer;

/**
 * Wakes any number of {@link TimerEntry}s with one alarm, which is set for the first of them.
 */
final class TimerQueue {

    private static final Timer.Alarm NONE = () -> { };
    private static final int ROOT = 1;

    private final Timer timer;
    /** A binary heap: nobody wakes before the one at half its index. */
    private TimerEntry[] heap = new TimerEntry[16];
    private int size;
    private Timer.Alarm alarm = NONE;
    private long alarmAt;

    TimerQueue(Timer timer) {
        this.timer = timer;
    }

    /**
     * Has it woken at a time, and no longer at the one that was set before.
     */
    synchronized void wakeAt(TimerEntry entry, long nanos) {
        entry.wakeAt = nanos;
        if (entry.index == 0) {
            size++;
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            put(entry, size);
        }
        settle(entry);
        setAlarm();
    }

    /**
     * Lets it sleep.
     */
    synchronized void forget(TimerEntry entry) {
        if (entry.index != 0) {
            remove(entry);
            setAlarm();
        }
    }

    private void remove(TimerEntry entry) {
        TimerEntry last = heap[size];
        heap[size] = null;
        size--;
        if (last != entry) {
            put(last, entry.index);
            settle(last);
        }
        entry.index = 0;
    }

    private void put(TimerEntry entry, int index) {
        heap[index] = entry;
        entry.index = index;
    }

    private void settle(TimerEntry entry) {
        while (entry.index > ROOT && isBefore(entry, heap[entry.index / 2])) {
            swap(entry, heap[entry.index / 2]);
        }
        TimerEntry below = firstBelow(entry);
        while (below != null && isBefore(below, entry)) {
            swap(entry, below);
            below = firstBelow(entry);
        }
    }

    private TimerEntry firstBelow(TimerEntry entry) {
        int left = 2 * entry.index;
        if (left >= size) {
            return left == size ? heap[left] : null;
        }
        return isBefore(heap[left + 1], heap[left]) ? heap[left + 1] : heap[left];
    }

    private void swap(TimerEntry one, TimerEntry other) {
        int index = one.index;
        put(one, other.index);
        put(other, index);
    }

    private static boolean isBefore(TimerEntry one, TimerEntry other) {
        return one.wakeAt - other.wakeAt < 0;
    }

    private void setAlarm() {
        if (size == 0) {
            alarm.cancel();
            alarm = NONE;
        } else if (alarm == NONE || alarmAt != heap[ROOT].wakeAt) {
            alarm.cancel();
            alarmAt = heap[ROOT].wakeAt;
            alarm = timer.schedule(Duration.ofNanos(alarmAt - timer.nanos()), this::ring);
        }
    }

    private void ring() {
        TimerEntry due = null;
        synchronized (this) {
            // it may be another one than this, set in the moment in which this one began to ring
            alarm.cancel();
            alarm = NONE;
            TimerEntry first = heap[ROOT];
            if (first != null && first.wakeAt - timer.nanos() <= 0) {
                due = first;
                remove(first);
            }
            // before anything else runs, so that whatever it does the others are woken
            setAlarm();
        }
        if (due != null) {
            due.wake();
        }
    }
}
