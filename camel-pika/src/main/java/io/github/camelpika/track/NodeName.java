package io.github.camelpika.track;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * What this process is called in the database, for a person who looks there.
 */
final class NodeName {

    private static final int LONGEST = 50;
    private static final String NAME = name();

    private NodeName() {
    }

    static String get() {
        return NAME;
    }

    private static String name() {
        String process = String.valueOf(ProcessHandle.current().pid());
        String host = host();
        return host.substring(0, Math.min(host.length(), LONGEST - 1 - process.length())) + "/" + process;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
