package io.github.camelpika.track;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * Counts the values that somebody walks past, rather than asks for by their key.
 */
final class WalkedMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private long walked;

    long walked() {
        return walked;
    }

    @Override
    public Collection<V> values() {
        Collection<V> values = super.values();
        return new AbstractCollection<>() {
            @Override
            public Iterator<V> iterator() {
                Iterator<V> each = values.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return each.hasNext();
                    }

                    @Override
                    public V next() {
                        walked++;
                        return each.next();
                    }
                };
            }

            @Override
            public int size() {
                return values.size();
            }
        };
    }
}
