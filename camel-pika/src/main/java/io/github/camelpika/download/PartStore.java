package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where files are made that are not whole yet.
 */
interface PartStore {

    /**
     * A new empty file, under a name that was never used before.
     */
    PartFile create() throws IOException;

    /**
     * Notes that the first bytes of a part are on the disk, for whoever goes on after a crash.
     */
    void remember(Path part, Representation representation, long size) throws IOException;

    /**
     * Takes back what was noted.
     *
     * @return whether anything was
     */
    boolean forget(Path part) throws IOException;

    /**
     * Whether a later process finds what was noted.
     */
    boolean outlivesTheProcess();

    /**
     * Tidies up after a part that is gone.
     */
    void tidy();
}
