package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Parts of what becomes a message's body. The body goes with its exchange, and so with its process.
 */
record TemporaryParts() implements PartStore {

    @Override
    public PartFile create() throws IOException {
        return PartFile.open(Files.createTempFile("camel-pika-", PartFolder.ENDING));
    }

    @Override
    public void remember(Path part, Representation representation, long size) {
        // nobody could find it
    }

    @Override
    public boolean forget(Path part) {
        return false;
    }

    @Override
    public boolean outlivesTheProcess() {
        return false;
    }

    @Override
    public void tidy() {
        // the folder is the system's
    }
}
