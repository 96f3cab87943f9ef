package io.github.camelpika.runtime;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is shared by all who need the same, for as long as anybody does: there may be a key for each of thousands of
 * customers, and what nobody uses any more goes by itself.
 */
final class WeakValues<K, V> {

    private final Map<K, Value<K, V>> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<V> gone = new ReferenceQueue<>();

    private static final class Value<K, V> extends WeakReference<V> {

        private K key;

        private Value(K key, V value, ReferenceQueue<V> gone) {
            super(value, gone);
            this.key = key;
        }
    }

    /**
     * The value that is in use for the key, or a new one.
     */
    synchronized V get(K key, Function<K, V> make) {
        Value<K, V> there = values.get(key);
        V value = there == null ? null : there.get();
        if (value == null) {
            forgetGone();
            value = make.apply(key);
            values.put(key, new Value<>(key, value, gone));
        }
        return value;
    }

    /**
     * So that each new one costs the same, however many there are.
     */
    private void forgetGone() {
        for (Reference<? extends V> each = gone.poll(); each != null; each = gone.poll()) {
            values.remove(((Value<?, ?>) each).key, each);
        }
    }

    int size() {
        return values.size();
    }

    void forEach(BiConsumer<K, V> action) {
        values.forEach((key, reference) -> {
            V value = reference.get();
            if (value != null) {
                action.accept(key, value);
            }
        });
    }

    /**
     * Finds what is in use under other keys from now on. What was there already stays.
     */
    synchronized void rename(UnaryOperator<K> renamed) {
        Map.copyOf(values).forEach((key, value) -> {
            K other = renamed.apply(key);
            if (!other.equals(key)) {
                values.remove(key);
                value.key = other;
                values.merge(other, value, (there, moved) -> there.get() == null ? moved : there);
            }
        });
    }

    /**
     * Those that are in use just now.
     */
    List<V> all() {
        return values.values().stream().map(WeakReference::get).filter(Objects::nonNull).toList();
    }
}
