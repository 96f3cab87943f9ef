package io.github.camelpika.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlaceTest {

    @TempDir
    Path directory;

    @Test
    void nameAppearsOnlyWhenTheFileIsFinished() throws IOException {
        try (Place place = Place.in(directory, "ads/cat.mp4")) {
            Files.writeString(place.growing(), "meow");
            assertThat(directory.resolve("ads/cat.mp4")).doesNotExist();
            assertThat(place.growing().getFileName().toString()).startsWith(".").endsWith(".part");

            assertThat(place.finish()).isEqualTo(directory.resolve("ads/cat.mp4")).hasContent("meow");
        }
        assertThat(files()).containsExactly("ads/cat.mp4");
    }

    @Test
    void nothingIsLeftOfAnUnfinishedFileAndTheOldOneStays() throws IOException {
        Files.writeString(directory.resolve("cat.mp4"), "old");
        try (Place place = Place.in(directory, "cat.mp4")) {
            Files.writeString(place.growing(), "half");
        }
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
        try (Place one = Place.in(directory, "cat.mp4"); Place other = Place.in(directory, "cat.mp4")) {
            assertThat(one.growing()).isNotEqualTo(other.growing());
        }
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
        try (Place place = Place.in(link, "cat.mp4")) {
            place.finish();
        }
        assertThat(disk.resolve("cat.mp4")).exists();
    }

    /** Only the owner of the directory can have put it there, to spread the files over disks: no message can. */
    @Test
    void linkToADirectoryInsideIsFollowed() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path videos = Files.createDirectory(directory.resolve("videos"));
        Files.createSymbolicLink(videos.resolve("ads"), disk);
        try (Place place = Place.in(videos, "ads/cat.mp4")) {
            place.finish();
        }
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
        try (Place place = Place.in(directory, name)) {
            Files.writeString(place.growing(), "new");
            place.finish();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).toList();
        }
    }
}
