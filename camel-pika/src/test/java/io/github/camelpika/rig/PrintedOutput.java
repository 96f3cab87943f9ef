package io.github.camelpika.rig;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * All that this process prints while a test class runs, standard output and standard error together.
 */
public final class PrintedOutput {

    private static final StringBuffer PRINTED = new StringBuffer();
    private static boolean listening;

    private PrintedOutput() {
    }

    static synchronized void listen() {
        if (!listening) {
            listening = true;
            System.setOut(listened(System.out));
            System.setErr(listened(System.err));
        }
    }

    /**
     * How much there is of it by now.
     */
    public static int length() {
        return PRINTED.length();
    }

    /**
     * What was printed after that, its last so many characters.
     */
    public static String since(int length, int most) {
        synchronized (PRINTED) {
            int end = PRINTED.length();
            return PRINTED.substring(Math.max(Math.min(length, end), end - most));
        }
    }

    /**
     * All of it, to begin anew.
     */
    static String takeAll() {
        synchronized (PRINTED) {
            String printed = PRINTED.toString();
            PRINTED.setLength(0);
            return printed;
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
