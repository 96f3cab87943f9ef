package io.github.camelpika.download.servers;

import java.nio.file.Path;

/**
 * A real server of a folder of files.
 */
interface FileHost extends AutoCloseable {

    /** Starts one, on a port of this machine that it finds itself. */
    @FunctionalInterface
    interface Starter {
        FileHost start(Path folder) throws Exception;
    }

    int port();

    @Override
    void close() throws Exception;

    /** One of a port and of what ends it. */
    static FileHost of(int port, AutoCloseable stop) {
        return new FileHost() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() throws Exception {
                stop.close();
            }
        };
    }
}
