package io.github.camelpika.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a process is told by the system: to stand still, all its threads, and to go on.
 */
enum Signal {

    STOP, CONT;

    void sendTo(ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name(), String.valueOf(process.pid())).inheritIO().start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
