package io.github.camelpika.rig;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * What hangs or throws at a seam, as a seed has it: the same call of the same seam meets the same, however threads run. A few
 * calls hang until it is over.
 */
public final class Chaos {

    private static final double HANGS = .03;
    private static final double HANGS_LONG = .002;
    private static final int MOST_LONG = 3;
    private static final int SHORTEST_MILLIS = 50;
    private static final int LONGEST_MILLIS = 300;

    private final long seed;
    private final double throwing;
    private final Thread owner = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> thrown = new ConcurrentHashMap<>();

    /**
     * @param throwing the share of calls that throw
     */
    public Chaos(long seed, double throwing) {
        this.seed = seed;
        this.throwing = throwing;
    }

    /**
     * From now on nothing hangs and nothing throws.
     */
    public void isOver() {
        over.countDown();
    }

    /**
     * How often something was thrown.
     */
    public int count() {
        return thrown.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /**
     * What was thrown where, and how often.
     */
    public Map<String, AtomicInteger> thrown() {
        return thrown;
    }

    private interface Throwing {
        void raise() throws Throwable;
    }

    private static final List<Throwing> UNCHECKED = List.of(() -> {
        throw new IllegalStateException("chaos");
    }, () -> {
        throw new NullPointerException("chaos");
    }, () -> {
        throw new StackOverflowError("chaos");
    }, () -> {
        throw new NoClassDefFoundError("chaos");
    });
    private static final List<Throwing> OF_EXECUTORS = List.of(() -> {
        throw new InternalError("chaos: unable to create native thread");
    });
    private static final List<Throwing> OF_DATABASES = List.of(() -> {
        throw new SQLException("chaos: the line is cut", "08006");
    }, () -> {
        throw new SQLException("chaos: it took too long", "57014");
    }, () -> {
        throw new IllegalStateException("chaos: the pool is full");
    }, () -> {
        throw new NoClassDefFoundError("chaos");
    });
    private static final List<Throwing> OF_DISKS = List.of(() -> {
        throw new IOException("chaos");
    });

    /**
     * A step that is not ours.
     */
    public void step(String seam) {
        at(seam, UNCHECKED);
    }

    private void at(String seam, List<Throwing> throwings) {
        try {
            draw(seam, throwings);
        } catch (Throwable e) {
            Chaos.<RuntimeException> sneak(e);
        }
    }

    private void draw(String seam, List<Throwing> throwings) throws Throwable {
        if (over.getCount() == 0) {
            return;
        }
        int call = calls.computeIfAbsent(seam, each -> new AtomicInteger()).incrementAndGet();
        SplittableRandom random = new SplittableRandom(seed * 31 + seam.hashCode() * 1_000_003L + call);
        double lot = random.nextDouble();
        // who says when it is over must come to that
        if (lot < HANGS_LONG && Thread.currentThread() != owner && hanging.getAndIncrement() < MOST_LONG) {
            over.await();
        } else if (lot < HANGS) {
            over.await(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        }
        if (random.nextDouble() < throwing) {
            thrown.computeIfAbsent(seam, each -> new AtomicInteger()).incrementAndGet();
            throwings.get(random.nextInt(throwings.size())).raise();
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable e) throws E {
        throw (E) e;
    }

    /**
     * Fails before a call, or after it has done what it should.
     */
    public <T> T spi(Class<T> type, T target, Set<String> spared) {
        return proxy(type, target, (method, call) -> {
            if (spared.contains(method.getName()) || method.getDeclaringClass() == Object.class) {
                return call.run();
            }
            step(method.getName());
            Object result = call.run();
            step("after " + method.getName());
            return result;
        });
    }

    public DataSource database(DataSource target) {
        return proxy(DataSource.class, target, (method, call) -> {
            at("getConnection", OF_DATABASES);
            Object result = call.run();
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    private Connection connection(Connection target) {
        return proxy(Connection.class, target, (method, call) -> {
            boolean commits = method.getName().equals("commit");
            if (commits) {
                at("commit", OF_DATABASES);
            }
            Object result = call.run();
            if (commits) {
                at("after commit", OF_DATABASES);
            }
            return result instanceof PreparedStatement prepared ? statement(PreparedStatement.class, prepared)
                    : result instanceof Statement plain ? statement(Statement.class, plain) : result;
        });
    }

    private <S extends Statement> S statement(Class<S> type, S target) {
        return proxy(type, target, (method, call) -> {
            if (method.getName().startsWith("execute")) {
                at("execute", OF_DATABASES);
            }
            return call.run();
        });
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private interface Around {
        Object call(Method method, Call call) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T target, Around around) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> around.call(method, () -> {
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }

    /**
     * A pool that hands over late, or has no thread.
     */
    public ExecutorService threads(String name, ExecutorService pool) {
        return new DoorToPool(pool) {
            @Override
            public void execute(Runnable step) {
                if (pool.isShutdown()) {
                    throw new RejectedExecutionException("shut down");
                }
                at(name, OF_EXECUTORS);
                pool.execute(step);
            }
        };
    }

    /**
     * A step of a route.
     */
    public void route(String seam) throws IOException {
        step(seam);
        at(seam + " disk", OF_DISKS);
    }
}
