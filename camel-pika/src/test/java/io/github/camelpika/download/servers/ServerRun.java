package io.github.camelpika.download.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

import io.github.camelpika.download.DownloadFailedException;
import io.github.camelpika.download.RealDownloads;
import io.github.camelpika.download.media.Samples;

/**
 * Downloads from one server, with a line that breaks.
 */
final class ServerRun {

    static final int SIZE = 4_000_000;
    private static final int CUT = 1_000_000;

    private final FileHost.Starter starter;
    private final Path folder;

    /** How one download ended. */
    enum End {
        OLD, NEW, ERROR, MIXED
    }

    ServerRun(FileHost.Starter starter, Path folder) {
        this.starter = starter;
        this.folder = folder;
    }

    static byte[] content(int size, long seed) {
        return Samples.mp4(size, seed);
    }

    /**
     * Three cuts, of a file that was published just now.
     *
     * @return how many times the bytes of the file came
     */
    double cut() throws Exception {
        byte[] content = content(SIZE, 1);
        Path www = Files.createDirectories(folder.resolve("www"));
        Files.write(www.resolve("v.mp4"), content);
        try (FileHost host = starter.start(www);
             CuttingProxy line = new CuttingProxy(host.port(), () -> { }, CUT, CUT, CUT)) {
            Path file = RealDownloads.fetch("http://127.0.0.1:" + line.port() + "/v.mp4", Files.createDirectories(folder.resolve("got")));
            if (!Arrays.equals(Files.readAllBytes(file), content)) {
                throw new IOException("the file is another one");
            }
            return (double) line.passed.get() / content.length;
        }
    }

    /**
     * One cut, and the file is another one before the line is known to be broken.
     */
    End replaced(Replacement how, long seed) throws Exception {
        byte[] before = content(SIZE, seed);
        byte[] after = content(how.size(SIZE), seed + 1);
        Path www = Files.createDirectories(folder.resolve("www"));
        Path served = Files.write(www.resolve("v.mp4"), before);
        Files.setLastModifiedTime(served, FileTime.from(Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(seed % 3)));
        try (FileHost host = starter.start(www);
             CuttingProxy line = new CuttingProxy(host.port(), () -> replace(how, served, after), CUT + (int) seed * 1_000)) {
            Path file = RealDownloads.fetch("http://127.0.0.1:" + line.port() + "/v.mp4", Files.createDirectories(folder.resolve("got")));
            byte[] got = Files.readAllBytes(file);
            return Arrays.equals(got, after) ? End.NEW : Arrays.equals(got, before) ? End.OLD : End.MIXED;
        } catch (DownloadFailedException e) {
            return End.ERROR;
        }
    }

    private static void replace(Replacement how, Path file, byte[] content) {
        try {
            how.of(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
