package io.github.camelpika.download;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that this process works on, by the folders they are in.
 */
final class PathsInUse {

    private final Map<Path, Set<Path>> folders = new ConcurrentHashMap<>();

    /**
     * @return whether it was not in use before
     */
    boolean add(Path file) {
        boolean[] added = new boolean[1];
        folders.compute(file.getParent(), (folder, there) -> {
            Set<Path> files = there == null ? new HashSet<>() : there;
            added[0] = files.add(file);
            return files;
        });
        return added[0];
    }

    void remove(Path file) {
        folders.computeIfPresent(file.getParent(), (folder, files) -> {
            files.remove(file);
            return files.isEmpty() ? null : files;
        });
    }

    boolean areIn(Path folder) {
        return folders.containsKey(folder);
    }
}
