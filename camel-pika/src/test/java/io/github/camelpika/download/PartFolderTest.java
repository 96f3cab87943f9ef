package io.github.camelpika.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelpika.model.FileExist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartFolderTest {

    private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");
    private static final Representation V1
            = new Representation("\"v1\"", null, 100, "video/mp4", new ContentDigest(ContentDigest.Algorithm.MD5, "AAAAAAAAAAAAAAAAAAAAAA=="));

    @TempDir
    Path directory;

    @Test
    void nextDownloadOfTheSameFileGoesOnWithWhatIsLeft() throws IOException {
        Path left = left("cat", "abc");
        // killed in the middle of the next note
        Files.writeString(Path.of(PartNote.on(left) + ".new"), "{");

        Part next = open("cat");

        assertThat(next.size()).isEqualTo(3);
        assertThat(next.representation()).isEqualTo(V1);
        append(next, "def");
        assertThat(target().finish(next)).hasContent("abcdef");
        assertThat(files()).containsExactly("v.mp4");
    }

    @Test
    void oneThatIsToHaveTheSameNameButIsAnotherFileDoesNot() throws IOException {
        left("cat", "abc");

        Part other = open("dog");

        assertThat(other.size()).isZero();
        other.discard();
    }

    @Test
    void partThatSomebodyWorksOnIsLeftAlone() throws IOException {
        Part one = open("cat");
        one.begin(V1);
        append(one, "abc");
        one.checkpoint();

        Part two = open("cat");

        assertThat(two.size()).isZero();
        assertThat(two.path()).isNotEqualTo(one.path());
        append(two, "two");
        append(one, "def");
        assertThat(target().finish(one)).hasContent("abcdef");
        assertThat(target().finish(two)).hasContent("two");
        assertThat(files()).containsExactly("v.mp4");
    }

    @Test
    void onlyWhatIsOnTheDiskForSureIsTaken() throws IOException {
        Part one = open("cat");
        one.begin(V1);
        append(one, "abc");
        one.checkpoint();
        append(one, "\0\0\0");
        one.close();

        Part next = open("cat");

        assertThat(next.size()).isEqualTo(3);
        assertThat(target().finish(next)).hasContent("abc");
    }

    @Test
    void startingAnewTakesAnotherFile() throws IOException {
        left("cat", "abc");
        Part next = open("cat");
        Path before = next.path();

        next.begin(V1);

        assertThat(next.path()).isNotEqualTo(before);
        assertThat(before).doesNotExist();
        next.discard();
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "[]", "{\"size\":-1,\"etag\":\"\\\"v1\\\"\"}",
            "{\"size\":4,\"etag\":\"\\\"v1\\\"\"}", "{\"size\":0}",
            "{\"size\":3,\"etag\":\"\\\"v1\\\"\",\"algorithm\":\"ROT13\",\"digest\":\"AAAA\"}" })
    void noteThatMakesNoSenseIsNotFollowed(String note) throws IOException {
        Path part = left("cat", "abc");
        Files.writeString(PartNote.on(part), note);

        Part next = open("cat");

        assertThat(next.size()).isZero();
        next.discard();
        assertThat(files()).isEmpty();
    }

    @Test
    void validatorThatMakesNoSenseIsNone() throws IOException {
        Path part = left("cat", "abc");
        Files.writeString(PartNote.on(part), "{\"size\":3,\"etag\":\"\\\"v\\r\\n1\\\"\",\"lastModified\":\"x\\r\\n\"}");

        Part next = open("cat");

        assertThat(next.size()).isEqualTo(3);
        assertThat(next.representation().strongEtag()).isNull();
        next.discard();
    }

    @Test
    void withoutAnyValidatorItIsLeftToo() throws IOException {
        Part one = open("cat");
        one.begin(new Representation(null, null, 100, "video/mp4", null));
        append(one, "abc");
        one.leave();

        Part next = open("cat");

        assertThat(next.size()).isEqualTo(3);
        next.discard();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatNobodyTakesUpGoesAfterAWeek() throws IOException {
        age(left("old", "abc"), Duration.ofDays(8));
        age(left("young", "abc"), Duration.ofDays(6));

        open("cat").discard();

        assertThat(files()).hasSize(2);
        assertThat(open("young").size()).isEqualTo(3);
    }

    @Test
    void whatCannotBeRemovedIsNoReasonNotToDownload() throws IOException {
        Path odd = Files.createDirectories(directory.resolve(".pika/odd.part/x"));
        Files.setLastModifiedTime(odd.getParent(), FileTime.from(NOW.minus(Duration.ofDays(8))));

        Part part = open("cat");
        append(part, "abc");

        assertThat(target().finish(part)).hasContent("abc");
    }

    @Test
    void ofTwoThatAreLeftTheLargerIsTaken() throws IOException {
        Part one = open("cat");
        Part two = open("cat");
        for (Part part : List.of(one, two)) {
            part.begin(V1);
            append(part, part == one ? "abc" : "abcdef");
        }
        one.leave();
        two.leave();

        Part next = open("cat");

        assertThat(next.size()).isEqualTo(6);
        next.discard();
        assertThat(files()).isEmpty();
    }

    @Test
    void oldPartThatIsStillWorkedOnStays() throws IOException {
        Part slow = open("slow");
        append(slow, "abc");
        age(slow.path(), Duration.ofDays(8));

        open("cat").discard();

        assertThat(target().finish(slow)).hasContent("abc");
    }

    /** As where locks don't hold: another node takes the part over, and both go on with it. */
    @Test
    void partThatWasTakenAwayIsNeverPutInPlace() throws IOException {
        Part mine = open("cat");
        mine.begin(V1);
        append(mine, "abc");
        mine.checkpoint();
        Path theirs = mine.path().resolveSibling("theirs.part");
        Files.move(mine.path(), theirs);

        append(mine, "d");
        assertThatThrownBy(mine::checkpoint).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> target().finish(mine)).isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("another process removed");
        mine.discard();

        assertThat(directory.resolve("v.mp4")).doesNotExist();
        assertThat(theirs).hasContent("abcd");
    }

    /** What a process leaves that is killed after a checkpoint. */
    private Path left(String what, String text) throws IOException {
        Part part = open(what);
        part.begin(V1);
        append(part, text);
        part.leave();
        return part.path();
    }

    private static void age(Path part, Duration age) throws IOException {
        for (Path path : List.of(part, PartNote.on(part))) {
            if (Files.exists(path)) {
                Files.setLastModifiedTime(path, FileTime.from(NOW.minus(age)));
            }
        }
    }

    private static void append(Part part, String text) throws IOException {
        part.append(ByteBuffer.wrap(text.getBytes()));
    }

    private TargetFile target() throws IOException {
        return TargetFile.in(directory, "v.mp4", FileExist.Override);
    }

    private Part open(String what) throws IOException {
        return target().open(what, NOW);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).toList();
        }
    }
}
