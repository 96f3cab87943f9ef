package io.github.camelpika;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
    private static final StringBuffer PRINTED = new StringBuffer();
    private static boolean listening;

    @Override
    public void beforeAll(ExtensionContext context) {
        synchronized (PRINTED) {
            if (!listening) {
                listening = true;
                System.setOut(listened(System.out));
                System.setErr(listened(System.err));
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String printed;
        synchronized (PRINTED) {
            printed = PRINTED.toString();
            PRINTED.setLength(0);
        }
        complain(printed);
    }

    static void complain(String printed) {
        for (String secret : SECRETS) {
            int at = printed.indexOf(secret);
            if (at >= 0) {
                throw new AssertionError("a key was printed: ..." + printed.substring(Math.max(0, at - 200), at) + "<key>");
            }
        }
    }

    private static PrintStream listened(PrintStream stream) {
        OutputStream both = new FilterOutputStream(stream) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] { (byte) b }, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                out.write(bytes, offset, count);
                PRINTED.append(new String(bytes, offset, count, StandardCharsets.ISO_8859_1));
            }
        };
        return new PrintStream(both, true, StandardCharsets.UTF_8);
    }
}
