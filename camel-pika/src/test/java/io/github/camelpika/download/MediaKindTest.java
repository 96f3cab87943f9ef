package io.github.camelpika.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MediaKindTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({ "video/mp4, VIDEO", "Video/MP4; codecs=avc1, VIDEO", "video/webm, VIDEO", "application/octet-stream, BOTH",
            "binary/octet-stream, BOTH", "application/mp4, VIDEO", "image/jpeg, IMAGE", "IMAGE/webp, IMAGE", "text/html, NONE",
            "application/json, NONE", "audio/mp4, NONE", "multipart/byteranges; boundary=x, NONE", "'', NONE" })
    void typeOfAServerIsOneOf(String type, String kinds) {
        assertThat(MediaKind.VIDEO.canBe(type)).isEqualTo(kinds.equals("VIDEO") || kinds.equals("BOTH"));
        assertThat(MediaKind.IMAGE.canBe(type)).isEqualTo(kinds.equals("IMAGE") || kinds.equals("BOTH"));
    }

    @Test
    void serverThatSaysNoTypeCanMeanAnything() {
        assertThat(MediaKind.VIDEO.canBe(null)).isTrue();
        assertThat(MediaKind.IMAGE.canBe(null)).isTrue();
    }

    @Test
    void mp4IsAVideoHoweverItsBoxesStand() throws IOException {
        assertThat(video(Mp4s.of(1_000), "video/mp4")).isEmpty();
        assertThat(video(boxes("ftyp", 8, "mdat", 100, "moov", 20), null)).isEmpty();
        assertThat(video(boxes("ftyp", 16, "free", 8, "moov", 8, "moof", 8, "mdat", 9), "application/octet-stream")).isEmpty();
    }

    @Test
    void boxOfMoreThanFourGigabytesIsRead() throws IOException {
        ByteBuffer file = ByteBuffer.allocate(8 + 8 + 24);
        Mp4s.box(file, 8, "ftyp");
        Mp4s.box(file, 8, "moov");
        Mp4s.box(file, 1, "mdat").putLong(24);
        assertThat(video(file.array(), null)).isEmpty();

        file.putLong(24, 5L << 32);
        assertThat(video(file.array(), null)).hasValueSatisfying(why -> assertThat(why).contains("ends within a box"));
        file.putLong(24, -1);
        assertThat(video(file.array(), null)).isPresent();
        assertThat(video(Arrays.copyOf(file.array(), 28), null)).isPresent();
    }

    @Test
    void mp4WithoutItsTracksIsNone() throws IOException {
        assertThat(video(boxes("ftyp", 8, "mdat", 100), "video/mp4")).contains("the file is no MP4 that can be played: it has no moov box");
    }

    @ParameterizedTest
    @ValueSource(ints = { 9, 15, 17, 99, 100, 123, 127 })
    void mp4ThatEndsTooSoonIsNone(int size) throws IOException {
        byte[] whole = boxes("ftyp", 8, "moov", 8, "mdat", 112);

        assertThat(video(Arrays.copyOf(whole, size), "video/mp4")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = { "<!DOCTYPE html><html>", "{\"error\":1}", "x", "\u0000\u0000\u0000\u0008moov" })
    void anythingElseIsNoMp4(String start) throws IOException {
        assertThat(video(bytes(start), "video/mp4")).contains("the file is no MP4: it doesn't start with ftyp");
        assertThat(video(bytes(start), null)).isPresent();
    }

    @Test
    void otherVideosAreTakenAtTheirWord() throws IOException {
        assertThat(video(bytes("\u001a\u0045\u00df\u00a3webm"), null)).isEmpty();
        assertThat(video(bytes("GIF89a"), "video/gif")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "\u00ff\u00d8\u00ff\u00e0", "\u0089PNG\r\n\u001a\n", "GIF89a", "RIFFxxxxWEBPVP8 ", "\u0000\u0000\u0000\u001cftypavif" })
    void imageIsToldByItsFirstBytes(String start) throws IOException {
        assertThat(problem(MediaKind.IMAGE, bytes(start), "image/jpeg")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "<svg", "\u00ff", "RIFFxxxxAVI ", "\u0000\u0000\u0000\u001cftypisom", "<html>" })
    void anythingElseIsNoImage(String start) throws IOException {
        assertThat(problem(MediaKind.IMAGE, bytes(start), "image/jpeg")).isPresent();
    }

    private Optional<String> video(byte[] bytes, String type) throws IOException {
        return problem(MediaKind.VIDEO, bytes, type);
    }

    private Optional<String> problem(MediaKind kind, byte[] bytes, String type) throws IOException {
        Part part = Place.in(directory, "cat", FileExist.Override).open("a cat", Instant.EPOCH);
        part.begin(new Representation(null, null, -1, type, null));
        part.append(ByteBuffer.wrap(bytes));
        try {
            return kind.problem(part);
        } finally {
            part.discard();
        }
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] boxes(Object... typesAndSizes) {
        ByteBuffer file = ByteBuffer.allocate(10_000);
        for (int i = 0; i < typesAndSizes.length; i += 2) {
            int size = (int) typesAndSizes[i + 1];
            Mp4s.box(file, size, (String) typesAndSizes[i]).put(new byte[size - 8]);
        }
        return Arrays.copyOf(file.array(), file.position());
    }
}
