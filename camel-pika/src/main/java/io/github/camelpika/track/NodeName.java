package io.github.camelpika.track;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a node is called in the database, for a person who looks there. No other has had the name: in a container that is
 * started anew host and process id are those of the dead one.
 */
final class NodeName {

    private static final int LONGEST = 50;
    private static final int NAMES = 36 * 36 * 36 * 36 * 36;
    private static final String HOST = host();

    private NodeName() {
    }

    static String next() {
        String unique = "/" + ProcessHandle.current().pid() + "/"
                        + Integer.toString(ThreadLocalRandom.current().nextInt(NAMES), 36);
        return HOST.substring(0, Math.min(HOST.length(), LONGEST - unique.length())) + unique;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
