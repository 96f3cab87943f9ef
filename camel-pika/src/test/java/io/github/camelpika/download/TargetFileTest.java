package io.github.camelpika.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelpika.model.FileExist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TargetFileTest {

    @TempDir
    Path directory;
    private FileExist fileExist = FileExist.Override;

    @Test
    void nameAppearsOnlyWhenTheFileIsFinished() throws IOException {
        TargetFile target = target("ads/cat.mp4");
        Part part = part(target, "meow");
        assertThat(directory.resolve("ads/cat.mp4")).doesNotExist();
        assertThat(directory.relativize(part.path()).toString()).startsWith("ads/.pika/").endsWith(".part");

        assertThat(target.finish(part)).isEqualTo(directory.resolve("ads/cat.mp4")).hasContent("meow");
        assertThat(files()).containsExactly("ads/cat.mp4");
    }

    @Test
    void nothingIsLeftOfAnUnfinishedFileAndTheOldOneStays() throws IOException {
        Files.writeString(directory.resolve("cat.mp4"), "old");
        part(target("cat.mp4"), "half").discard();
        assertThat(files()).containsExactly("cat.mp4");
        assertThat(directory.resolve("cat.mp4")).hasContent("old");
    }

    @Test
    void finishedFileReplacesTheOldOne() throws IOException {
        Files.writeString(directory.resolve("cat.mp4"), "old");
        write("cat.mp4");
        assertThat(directory.resolve("cat.mp4")).hasContent("new");
    }

    @Test
    void twoDownloadsOfOneNameDoNotShareAFile() throws IOException {
        Part one = part(target("cat.mp4"), "one");
        Part other = part(target("cat.mp4"), "other");

        assertThat(target("cat.mp4").finish(other)).hasContent("other");
        assertThat(target("cat.mp4").finish(one)).hasContent("one");
    }

    @ParameterizedTest
    @EnumSource(names = { "Override", "TryRename" })
    void newFileReplacesTheOldOne(FileExist option) throws IOException {
        fileExist = option;
        write("cat.mp4");
        Files.writeString(directory.resolve("cat.mp4"), "old");
        write("cat.mp4");
        assertThat(directory.resolve("cat.mp4")).hasContent("new");
        assertThat(files()).containsExactly("cat.mp4");
    }

    @Test
    void oldFileStaysWithIgnoreAlsoIfItCameInTheMeantime() throws IOException {
        fileExist = FileExist.Ignore;
        TargetFile target = target("cat.mp4");
        assertThat(target.isTaken()).isFalse();
        Part part = part(target, "new");
        Files.writeString(directory.resolve("cat.mp4"), "old");

        assertThat(target.finish(part)).hasContent("old");
        assertThat(target.isTaken()).isTrue();
        assertThat(files()).containsExactly("cat.mp4");
    }

    @Test
    void oldFileIsAnErrorWithFailAlsoIfItCameInTheMeantime() throws IOException {
        fileExist = FileExist.Fail;
        write("dog.mp4");
        assertThat(directory.resolve("dog.mp4")).hasContent("new");
        TargetFile target = target("cat.mp4");
        Part part = part(target, "new");
        Files.writeString(directory.resolve("cat.mp4"), "old");

        assertThatThrownBy(() -> target.finish(part)).hasMessageContaining("cat.mp4' exists already, and fileExist=Fail");
        assertThatThrownBy(target::isTaken).hasMessageContaining("cat.mp4' exists already, and fileExist=Fail");
        part.discard();
        assertThat(directory.resolve("cat.mp4")).hasContent("old");
        assertThat(files()).containsExactlyInAnyOrder("cat.mp4", "dog.mp4");
    }

    @Test
    void directoryInTheWayIsToldAndStays() throws IOException {
        Files.createDirectory(directory.resolve("cat.mp4"));
        assertThatThrownBy(() -> write("cat.mp4")).isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("cat.mp4' is a directory");
        assertThat(files()).isEmpty();
    }

    @Test
    void fileInTheWayOfADirectoryIsTold() throws IOException {
        Files.writeString(directory.resolve("ads"), "a file");
        assertThatThrownBy(() -> write("ads/cat.mp4")).isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("ads' is not a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = { "../cat.mp4", "a/../../cat.mp4", "/cat.mp4", "", ".", "a/.." })
    void nameThatWasNotCleanedDoesNotLeadOut(String name) {
        assertThatThrownBy(() -> write(name)).isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("leads out of the directory");
        assertThat(directory.resolveSibling("cat.mp4")).doesNotExist();
    }

    @Test
    void nameThatThisMachineCannotWriteIsTold() {
        assertThatThrownBy(() -> write("\ud83d.mp4")).isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("LC_ALL");
    }

    @Test
    void nameThatIsTooLongForTheFileSystemIsTold() {
        assertThatThrownBy(() -> write(("x".repeat(80) + "/").repeat(60) + "cat.mp4")).isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("too long for its file system: set a shorter fileName or directory");
    }

    @Test
    void othersMayReadTheFileAsTheUmaskSays() throws IOException {
        Path ordinary = Files.createFile(directory.resolve("ordinary"));
        write("cat.mp4");
        assertThat(Files.getPosixFilePermissions(directory.resolve("cat.mp4")))
                .isEqualTo(Files.getPosixFilePermissions(ordinary));
    }

    @Test
    void directoryMayBeALinkToAnother() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path link = Files.createSymbolicLink(directory.resolve("videos"), disk);
        TargetFile target = TargetFile.in(link, "cat.mp4", FileExist.Override);
        target.finish(part(target, "new"));
        assertThat(disk.resolve("cat.mp4")).exists();
    }

    /** Only the owner of the directory can have put it there, to spread the files over disks: no message can. */
    @Test
    void linkToADirectoryInsideIsFollowed() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path videos = Files.createDirectory(directory.resolve("videos"));
        Files.createSymbolicLink(videos.resolve("ads"), disk);
        TargetFile target = TargetFile.in(videos, "ads/cat.mp4", FileExist.Override);
        target.finish(part(target, "new"));
        assertThat(disk.resolve("cat.mp4")).exists();
    }

    @Test
    void linkThatHasTheNameIsReplacedAndNotWrittenThrough() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "old");
        Files.createSymbolicLink(directory.resolve("cat.mp4"), precious);
        write("cat.mp4");
        assertThat(precious).hasContent("old");
        assertThat(directory.resolve("cat.mp4")).hasContent("new");
        assertThat(Files.isSymbolicLink(directory.resolve("cat.mp4"))).isFalse();
    }

    private void write(String name) throws IOException {
        TargetFile target = target(name);
        if (!target.isTaken()) {
            target.finish(part(target, "new"));
        }
    }

    private TargetFile target(String name) throws IOException {
        return TargetFile.in(directory, name, fileExist);
    }

    private static Part part(TargetFile target, String text) throws IOException {
        Part part = target.open("a task", Instant.EPOCH);
        part.append(ByteBuffer.wrap(text.getBytes()));
        return part;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).toList();
        }
    }
}
