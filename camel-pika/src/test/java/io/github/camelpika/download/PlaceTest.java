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

class PlaceTest {

    @TempDir
    Path directory;
    private FileExist fileExist = FileExist.Override;

    @Test
    void nameAppearsOnlyWhenTheFileIsFinished() throws IOException {
        TargetFile place = place("ads/cat.mp4");
        Part part = part(place, "meow");
        assertThat(directory.resolve("ads/cat.mp4")).doesNotExist();
        assertThat(directory.relativize(part.path()).toString()).startsWith("ads/.pika/").endsWith(".part");

        assertThat(place.finish(part)).isEqualTo(directory.resolve("ads/cat.mp4")).hasContent("meow");
        assertThat(files()).containsExactly("ads/cat.mp4");
    }

    @Test
    void nothingIsLeftOfAnUnfinishedFileAndTheOldOneStays() throws IOException {
        Files.writeString(directory.resolve("cat.mp4"), "old");
        part(place("cat.mp4"), "half").discard();
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
        Part one = part(place("cat.mp4"), "one");
        Part other = part(place("cat.mp4"), "other");

        assertThat(place("cat.mp4").finish(other)).hasContent("other");
        assertThat(place("cat.mp4").finish(one)).hasContent("one");
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
        TargetFile place = place("cat.mp4");
        assertThat(place.isTaken()).isFalse();
        Part part = part(place, "new");
        Files.writeString(directory.resolve("cat.mp4"), "old");

        assertThat(place.finish(part)).hasContent("old");
        assertThat(place.isTaken()).isTrue();
        assertThat(files()).containsExactly("cat.mp4");
    }

    @Test
    void oldFileIsAnErrorWithFailAlsoIfItCameInTheMeantime() throws IOException {
        fileExist = FileExist.Fail;
        write("dog.mp4");
        assertThat(directory.resolve("dog.mp4")).hasContent("new");
        TargetFile place = place("cat.mp4");
        Part part = part(place, "new");
        Files.writeString(directory.resolve("cat.mp4"), "old");

        assertThatThrownBy(() -> place.finish(part)).hasMessageContaining("cat.mp4' exists already, and fileExist=Fail");
        assertThatThrownBy(place::isTaken).hasMessageContaining("cat.mp4' exists already, and fileExist=Fail");
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
                .hasMessageContaining("ads' is no directory");
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
        TargetFile place = TargetFile.in(link, "cat.mp4", FileExist.Override);
        place.finish(part(place, "new"));
        assertThat(disk.resolve("cat.mp4")).exists();
    }

    /** Only the owner of the directory can have put it there, to spread the files over disks: no message can. */
    @Test
    void linkToADirectoryInsideIsFollowed() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path videos = Files.createDirectory(directory.resolve("videos"));
        Files.createSymbolicLink(videos.resolve("ads"), disk);
        TargetFile place = TargetFile.in(videos, "ads/cat.mp4", FileExist.Override);
        place.finish(part(place, "new"));
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
        TargetFile place = place(name);
        if (!place.isTaken()) {
            place.finish(part(place, "new"));
        }
    }

    private TargetFile place(String name) throws IOException {
        return TargetFile.in(directory, name, fileExist);
    }

    private static Part part(TargetFile place, String text) throws IOException {
        Part part = place.open("a task", Instant.EPOCH);
        part.append(ByteBuffer.wrap(text.getBytes()));
        return part;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).toList();
        }
    }
}
