package io.github.camelpika.download.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelpika.download.media.Samples.ascii;
import static io.github.camelpika.download.media.Samples.box;
import static io.github.camelpika.download.media.Samples.chunk;
import static io.github.camelpika.download.media.Samples.ebml;
import static io.github.camelpika.download.media.Samples.element;
import static io.github.camelpika.download.media.Samples.ftyp;
import static io.github.camelpika.download.media.Samples.join;
import static io.github.camelpika.download.media.Samples.list;
import static io.github.camelpika.download.media.Samples.moov;
import static io.github.camelpika.download.media.Samples.page;
import static io.github.camelpika.download.media.Samples.riff;
import static io.github.camelpika.download.media.Samples.tracks;
import static org.assertj.core.api.Assertions.assertThat;

/** A file is judged by its bytes. */
class MediaTest {

    private static final int CUTS = 1_000;
    private static final Map<String, byte[]> BOUNDED = Samples.all(5_000, 1);
    private static final Map<String, byte[]> ENDLESS = Samples.endless(5_000, 1);

    static Stream<String> bounded() {
        return BOUNDED.keySet().stream();
    }

    static Stream<String> endless() {
        return ENDLESS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void wholeFileIsWholeWhetherItsLengthIsKnownOrNot(String what) throws IOException {
        assertThat(judge(BOUNDED.get(what), false)).isInstanceOf(Verdict.Whole.class).isEqualTo(judge(BOUNDED.get(what), true));
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void noHalfOfAFileIsCalledWhole(String what) throws IOException {
        byte[] whole = BOUNDED.get(what);
        for (int size = 1; size < whole.length; size++) {
            assertNotWhole(what, whole, size);
        }
    }

    @ParameterizedTest
    @MethodSource("endless")
    void noHalfOfAFileThatDoesNotShowItsEndIsCalledWhole(String what) {
        byte[] whole = ENDLESS.get(what);
        new Random(3).ints(CUTS, 1, whole.length).forEach(size -> assertNotWhole(what, whole, size));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void fileThatDoesNotShowItsEndIsWholeIfItsLengthIsKnown(String what) throws IOException {
        assertThat(judge(ENDLESS.get(what), false)).isInstanceOf(Verdict.CannotBeTold.class);
        assertThat(judge(ENDLESS.get(what), true)).isInstanceOf(Verdict.Whole.class);
    }

    private static void assertNotWhole(String what, byte[] whole, int size) {
        try {
            assertThat(judge(Arrays.copyOf(whole, size), false)).as("%s of %d bytes cut to %d", what, whole.length, size)
                    .isNotInstanceOf(Verdict.Whole.class);
        } catch (IOException e) {
            throw new AssertionError(what, e);
        }
    }

    @ParameterizedTest
    @CsvSource({ "mp4, MP4", "mp4 with moov last, MP4", "mp4 in fragments, MP4", "m4v, M4V", "3gp, THREE_GP", "mov, QUICKTIME",
            "webm, WEBM", "mkv, MATROSKA", "avi, AVI", "animated webp, ANIMATED_WEBP", "ogv, OGG", "gif, GIF", "webp, WEBP",
            "avif, AVIF", "png, PNG", "jpeg, JPEG", "ts, MPEG_TS", "mpg, MPEG_PS", "flv, FLV" })
    void formatIsInTheFirstBytes(String what, Format format) throws IOException {
        Map<String, byte[]> all = new HashMap<>(BOUNDED);
        all.putAll(ENDLESS);

        assertThat(Media.format(bytes(Arrays.copyOf(all.get(what), Media.ENOUGH), false))).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = { "\n", "\r\n", "  ", "\0\0\0", "\0\0\0\0\0\0\0\0\0\0\0\0", "\r\nhello world" })
    void bytesBehindTheLastBoxAreNoReasonToRefuse(String more) throws IOException {
        byte[] file = join(BOUNDED.get("mp4"), ascii(more));

        assertThat(judge(file, true)).isEqualTo(new Verdict.Whole(Format.MP4));
        assertThat(judge(file, false)).isNotInstanceOf(Verdict.Cut.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "webm", "avi", "ogv", "gif", "png", "jpeg", "webp" })
    void bytesBehindTheEndAreNoReasonToRefuse(String what) throws IOException {
        assertThat(judge(join(BOUNDED.get(what), ascii("\r\n\r\n and so on")), true)).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void videoNeedsATrackOfPictures() throws IOException {
        String reason = "it has no video track";
        byte[] media = box("mdat", new byte[100]);

        assertWrong(join(ftyp("M4A "), moov("soun"), media), reason);
        assertWrong(join(ftyp("isom"), box("moov"), media), reason);
        assertWrong(ebml("webm", element(0x18538067L, tracks(2), element(0x1F43B675L, new byte[9]))), reason);
        assertWrong(riff("AVI ", list("hdrl", list("strl", chunk("strh", ascii("auds    ")))), list("movi", new byte[8])), reason);
        assertWrong(join(page(2, 1, ascii("OpusHead")), page(4, 1, new byte[9])), reason);
    }

    @Test
    void videoNeedsMediaBehindItsDescription() throws IOException {
        assertCut(join(ftyp("isom"), moov("vide")));
        assertCut(join(ftyp("isom"), moov("vide"), box("mdat")));
        assertCut(join(ftyp("iso6"), moov("vide"), box("moof", new byte[20])));
        assertCut(join(ftyp("isom"), box("mdat", new byte[100])));
        assertCut(ebml("webm", element(0x18538067L, tracks(1))));
        assertCut(riff("AVI ", list("hdrl", list("strl", chunk("strh", ascii("vids    "))))));
    }

    @Test
    void trackThatIsCompressedIsTakenAtItsWord() throws IOException {
        assertThat(judge(join(ftyp("qt  "), box("moov", box("cmov", new byte[9])), box("mdat", new byte[9])), true))
                .isEqualTo(new Verdict.Whole(Format.QUICKTIME));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <!DOCTYPE html><html>502 Bad Gateway | a web page
            '  \t <html>'                         | a web page
            <?xml version="1.0"?><Error>          | XML
            {"error":"expired"}                   | JSON
            '  [1, 2]'                            | JSON
            Not found                             | text
            """)
    void textIsNoVideo(String text, String what) throws IOException {
        assertThat(Media.instead(bytes(ascii(text), false), Format::isVideo)).isEqualTo(what);
        assertThat(Media.instead(bytes(ascii("\u00ef\u00bb\u00bf" + text), false), Format::isImage)).isEqualTo(what);
    }

    @Test
    void listOfAVideosPiecesIsToldWithTheWayOut() throws IOException {
        assertThat(Media.instead(bytes(ascii("#EXTM3U\n#EXTINF:4,\n1.ts"), false), Format::isVideo))
                .startsWith("an HLS playlist, which only lists the pieces of a video: ");
        assertThat(Media.instead(bytes(ascii("<?xml version=\"1.0\"?>\n<MPD type=\"static\">"), false), Format::isVideo))
                .startsWith("a DASH manifest, which only lists the pieces of a video: ");
    }

    @Test
    void unknownBytesAreShownInPart() throws IOException {
        assertThat(Media.instead(bytes(new byte[] { 0, 1, 2, (byte) 0xff, 4 }, false), Format::isVideo))
                .isEqualTo("unknown content that begins with the bytes 00 01 02 ff");
    }

    @ParameterizedTest
    @CsvSource({ "gif, true, true", "animated webp, true, true", "webp, false, true", "png, false, true", "jpeg, false, true",
            "avif, false, true", "mp4, true, false", "webm, true, false" })
    void movingPicturesAreVideosToo(String what, boolean video, boolean image) throws IOException {
        Bytes bytes = bytes(BOUNDED.get(what), false);

        assertThat(Media.instead(bytes, Format::isVideo) == null).isEqualTo(video);
        assertThat(Media.instead(bytes, Format::isImage) == null).isEqualTo(image);
    }

    /** Nobody vouches for what a server sends. */
    @Test
    void anyBytesAreJudgedInTheEnd() throws IOException {
        Random random = new Random(4);
        for (byte[] each : BOUNDED.values()) {
            for (int i = 0; i < 300; i++) {
                byte[] broken = each.clone();
                for (int flips = 0; flips < 8; flips++) {
                    broken[random.nextInt(Math.min(400, broken.length))] = (byte) random.nextInt();
                }
                assertThat(judge(broken, random.nextBoolean())).isNotNull();
            }
        }
        byte[] nested = new byte[1_000_000];
        for (int at = 0; at + 8 <= nested.length; at += 8) {
            ByteBuffer.wrap(nested, at, 8).putInt(nested.length - at).put(ascii(at == 0 ? "moov" : "trak"));
        }
        assertThat(judge(nested, true)).isNotNull();
    }

    private static void assertWrong(byte[] file, String reason) throws IOException {
        assertThat(judge(file, true)).isEqualTo(new Verdict.Wrong(reason));
    }

    private static void assertCut(byte[] file) throws IOException {
        assertThat(judge(file, true)).isInstanceOf(Verdict.Cut.class);
    }

    private static Verdict judge(byte[] file, boolean announced) throws IOException {
        return Media.judge(bytes(file, announced), format -> true);
    }

    private static Bytes bytes(byte[] file, boolean announced) {
        return new Bytes((buffer, position) -> buffer.put(file, (int) position, buffer.remaining()), file.length, announced);
    }
}
