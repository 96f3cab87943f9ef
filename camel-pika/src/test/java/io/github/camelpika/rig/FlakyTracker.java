package io.github.camelpika.rig;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelpika.track.MemoryTaskTracker;
import io.github.camelpika.track.TaskTracker;

/**
 * A tracker whose database is away for some calls, and that knows which threads called it.
 */
public final class FlakyTracker {

    public final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final MemoryTaskTracker memory = new MemoryTaskTracker();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();

    public final TaskTracker tracker = (TaskTracker) Proxy.newProxyInstance(TaskTracker.class.getClassLoader(),
            new Class<?>[] { TaskTracker.class }, (proxy, method, arguments) -> {
                threads.add(Thread.currentThread().getName());
                AtomicInteger left = failures.get(method.getName());
                Runnable first = before.remove(method.getName());
                if (first != null) {
                    first.run();
                }
                if (left != null && left.getAndDecrement() > 0) {
                    throw new IllegalStateException("the database is away");
                }
                try {
                    return method.invoke(memory, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    /**
     * What happens just before the next call of the method.
     */
    public FlakyTracker onCall(String method, Runnable first) {
        before.put(method, first);
        return this;
    }

    public FlakyTracker fails(String method, int times) {
        failures.put(method, new AtomicInteger(times));
        return this;
    }
}
