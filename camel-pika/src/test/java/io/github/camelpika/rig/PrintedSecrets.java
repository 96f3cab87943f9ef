package io.github.camelpika.rig;

import java.util.List;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Listens to all that this process prints during the tests, and fails the test class in which a key was printed. JUnit
 * finds it by itself, so no test can forget it.
 */
public final class PrintedSecrets implements BeforeAllCallback, AfterAllCallback {

    /** What every key and token of the tests has in it, and nothing else has. */
    private static final List<String> SECRETS
            = List.of("sim-key", "sk-very-secret", "sk-Zq7secret", "sk-Te5t", "Zq7token", "wrong-key", "key-of-a-reader");

    @Override
    public void beforeAll(ExtensionContext context) {
        PrintedOutput.listen();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        complain(PrintedOutput.takeAll());
    }

    static void complain(String printed) {
        for (String secret : SECRETS) {
            int at = printed.indexOf(secret);
            if (at >= 0) {
                throw new AssertionError("a key was printed: ..." + printed.substring(Math.max(0, at - 200), at) + "<key>");
            }
        }
    }
}
