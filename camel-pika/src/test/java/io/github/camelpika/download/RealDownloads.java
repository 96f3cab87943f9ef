package io.github.camelpika.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Downloads from real servers, in time that takes none.
 */
public final class RealDownloads {

    private RealDownloads() {
    }

    /** The finished file, after as many pauses as it takes. */
    public static Path fetch(String url, Path directory) throws IOException {
        try (DownloadRig rig = new DownloadRig(URI.create(url).resolve("/"), true, directory)) {
            rig.most = Integer.MAX_VALUE;
            return rig.fetch(url);
        }
    }
}
