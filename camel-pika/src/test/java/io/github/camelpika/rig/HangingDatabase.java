package io.github.camelpika.rig;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A database that gives out no connection while it hangs, and throws nothing either.
 */
public final class HangingDatabase {

    private final DataSource dataSource;
    private final AtomicInteger hanging = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public HangingDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public void hangs() {
        gate = new CountDownLatch(1);
    }

    public void goesOn() {
        gate.countDown();
    }

    /**
     * How many calls wait for it.
     */
    public int hanging() {
        return hanging.get();
    }

    public DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(DataSource.class.getClassLoader(), new Class<?>[] { DataSource.class },
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        hanging.incrementAndGet();
                        gate.await();
                        hanging.decrementAndGet();
                    }
                    try {
                        return method.invoke(dataSource, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
