package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * Reads one way to put pictures and sound into a file: strict about the end, tolerant about what players tolerate.
 */
interface Container {

    /**
     * Whether the file begins as such files do.
     */
    boolean starts(Bytes bytes) throws IOException;

    /**
     * What it is, if its first bytes tell; else null.
     */
    Format format(Bytes start) throws IOException;

    /**
     * @throws Bytes.Ends if it ends where it can't end
     */
    Verdict judge(Bytes bytes) throws IOException;
}
