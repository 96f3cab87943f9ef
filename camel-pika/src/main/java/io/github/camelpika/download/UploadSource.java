package io.github.camelpika.download;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to be put somewhere. It can be read more than once.
 */
public interface UploadSource {

    /**
     * In bytes.
     */
    long size();

    InputStream open() throws IOException;
}
