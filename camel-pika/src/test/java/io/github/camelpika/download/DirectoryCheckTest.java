package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class DirectoryCheckTest {

    @TempDir
    private Path temp;

    private static void assertRefused(Object directory, String reason) {
        assertThat(DirectoryCheck.problemWith(directory.toString())).hasValueSatisfying(
                problem -> assertThat(problem).startsWith("directory '").contains("can't be used: ").contains(reason));
    }

    @Test
    void oneThatIsThereAndOneThatCanBeMadeAreFineAndNothingIsMade() throws IOException {
        assertThat(DirectoryCheck.problemWith(temp.toString())).isEmpty();
        assertThat(DirectoryCheck.problemWith(temp.resolve("a/b/c").toString())).isEmpty();
        Path link = Files.createSymbolicLink(temp.resolve("link"), Files.createDirectory(temp.resolve("real")));
        assertThat(DirectoryCheck.problemWith(link.resolve("deeper").toString())).isEmpty();
        assertThat(temp.resolve("a")).doesNotExist();
    }

    @Test
    void aFileInItsPlaceOrAboveItIsTold() throws IOException {
        Path file = Files.writeString(temp.resolve("videos"), "no directory");
        assertRefused(file, "'" + file + "' is a file, not a directory");
        // Java 25 tells of what is above itself, and the system does before
        assertRefused(file.resolve("deeper"), "ot a directory");
    }

    @Test
    void aLinkThatLeadsNowhereIsTold() throws IOException {
        assertRefused(Files.createSymbolicLink(temp.resolve("link"), temp.resolve("gone")), "broken symbolic link");
    }

    @Test
    void aNameThatNoDirectoryCanHaveIsTold() {
        assertRefused("vid\0eos", "this machine can't have a directory with that name");
        assertRefused(temp.resolve("x".repeat(300)), "File name too long");
    }

    @Test
    void oneThatNobodyMayWriteToIsTold() throws IOException {
        Path locked = Files.createDirectory(temp.resolve("locked"));
        assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "as root everything can be written");
        assertRefused(locked, "may not write to '" + locked + "'");
        assertRefused(locked.resolve("deeper"), "may not write to '" + locked + "'");
    }
}
