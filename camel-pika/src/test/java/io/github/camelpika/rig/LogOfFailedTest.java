package io.github.camelpika.rig;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Puts the end of what a failing test printed under its failure, as the logs of all tests go to files. JUnit finds it by
 * itself.
 */
public final class LogOfFailedTest implements BeforeAllCallback, BeforeEachCallback, TestExecutionExceptionHandler {

    private static final int MOST = 10_000;
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(LogOfFailedTest.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        PrintedOutput.listen();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(HERE).put("begin", PrintedOutput.length());
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withLog(failure, context.getStore(HERE).getOrDefault("begin", Integer.class, 0));
    }

    /**
     * @param begin how much had been printed before the test
     */
    static Throwable withLog(Throwable failure, int begin) {
        String printed = PrintedOutput.since(begin, MOST);
        if (!printed.isBlank()) {
            failure.addSuppressed(new Printed(printed));
        }
        return failure;
    }

    /** Has no stack trace of its own. */
    static final class Printed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Printed(String printed) {
            super("The test printed:\n" + printed, null, false, false);
        }
    }
}
