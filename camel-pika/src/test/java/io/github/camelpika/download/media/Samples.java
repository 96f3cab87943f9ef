package io.github.camelpika.download.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A file of each format, with all that it needs and random bytes as its pictures. The same size and seed give the same
 * bytes; another seed gives others, but for what describes them.
 */
public final class Samples {

    private final Random random;
    private final int size;

    private Samples(int size, long seed) {
        this.size = size;
        this.random = new Random(seed);
    }

    /** All that show their end, by what they are, with about so many bytes of pictures. */
    public static Map<String, byte[]> all(int size, long seed) {
        Samples make = new Samples(size, seed);
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("mp4", join(ftyp("isom"), moov("vide"), make.mdat()));
        all.put("mp4 with moov last", join(ftyp("mp42"), make.mdat(), moov("vide")));
        all.put("mp4 with large mdat", join(ftyp("isom"), moov("vide"), largeBox("mdat", make.pictures())));
        all.put("mp4 in fragments", join(ftyp("iso6"), moov("vide"), make.fragment(), make.fragment(), box("mfra", new byte[16])));
        all.put("m4v", join(ftyp("M4V "), box("free", new byte[20]), moov("soun", "vide"), make.mdat()));
        all.put("3gp", join(ftyp("3gp5"), moov("vide"), make.mdat()));
        all.put("mov", join(box("wide"), make.mdat(), moov("vide")));
        all.put("webm", ebml("webm", element(0x18538067L, tracks(1), make.cluster(), make.cluster())));
        all.put("mkv", ebml("matroska", element(0x18538067L, tracks(2, 1), make.cluster())));
        all.put("avi", avi(make));
        all.put("avi in parts", aviInParts(make.pictures(), make.pictures(), make.pictures()));
        all.put("animated webp", riff("WEBP", chunk("VP8X", new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, 0, 0 }), chunk("ANMF", make.pictures())));
        all.put("ogv", ogg(make));
        all.put("gif", gif(make));
        all.put("webp", riff("WEBP", chunk("VP8 ", make.pictures())));
        all.put("avif", join(ftyp("avif"), box("meta", new byte[40]), make.mdat()));
        all.put("png", png(make));
        all.put("jpeg", jpeg(make));
        return all;
    }

    /** Those that may go on behind any of some places. */
    public static Map<String, byte[]> endless(int size, long seed) {
        Samples make = new Samples(size, seed);
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("mp4 up to the end", join(ftyp("isom"), moov("vide"), toTheEnd("mdat", make.pictures())));
        all.put("mp4 in fragments without an index", join(ftyp("iso6"), moov("vide"), make.fragment(), make.fragment()));
        all.put("live webm", ebml("webm", unbounded(0x18538067L, tracks(1), unbounded(0x1F43B675L, element(0xE7, new byte[2]),
                element(0xA3, make.pictures()), element(0xA3, make.pictures())))));
        all.put("ts", ts(make));
        all.put("mpg", join(new byte[] { 0, 0, 1, (byte) 0xba }, make.pictures()));
        all.put("flv", join(ascii("FLV\1"), make.pictures()));
        return all;
    }

    /** An MP4 of exactly this size. */
    public static byte[] mp4(int size, long seed) {
        byte[] head = join(ftyp("isom"), moov("vide"));
        return join(head, new Samples(size - head.length - 8, seed).mdat());
    }

    static byte[] ftyp(String brand) {
        return box("ftyp", ascii(brand), new byte[4], ascii(brand));
    }

    static byte[] moov(String... handlers) {
        ByteArrayOutputStream tracks = new ByteArrayOutputStream();
        for (String handler : handlers) {
            byte[] hdlr = box("hdlr", new byte[8], ascii(handler), new byte[13]);
            tracks.writeBytes(box("trak", box("tkhd", new byte[84]), box("mdia", box("mdhd", new byte[24]), hdlr)));
        }
        return box("moov", box("mvhd", new byte[100]), tracks.toByteArray());
    }

    private byte[] mdat() {
        return box("mdat", pictures());
    }

    private byte[] fragment() {
        return join(box("moof", new byte[60]), mdat());
    }

    static byte[] box(String type, byte[]... content) {
        byte[] all = join(content);
        return join(big(8 + all.length), ascii(type), all);
    }

    static byte[] largeBox(String type, byte[] content) {
        return join(big(1), ascii(type), big(0), big(16 + content.length), content);
    }

    static byte[] toTheEnd(String type, byte[] content) {
        return join(big(0), ascii(type), content);
    }

    static byte[] ebml(String docType, byte[] segment) {
        return join(element(0x1A45DFA3L, element(0x4286, new byte[] { 1 }), element(0x4282, ascii(docType))), segment);
    }

    static byte[] tracks(int... types) {
        ByteArrayOutputStream tracks = new ByteArrayOutputStream();
        for (int type : types) {
            tracks.writeBytes(element(0xAE, element(0xD7, new byte[] { 1 }), element(0x83, new byte[] { (byte) type })));
        }
        return element(0x1654AE6BL, tracks.toByteArray());
    }

    private byte[] cluster() {
        return element(0x1F43B675L, element(0xE7, new byte[2]), element(0xA3, pictures()));
    }

    static byte[] element(long id, byte[]... content) {
        byte[] all = join(content);
        return join(id(id), new byte[] { 8 }, ByteBuffer.allocate(4).putInt(all.length).array(), all);
    }

    static byte[] unbounded(long id, byte[]... content) {
        return join(id(id), new byte[] { 1, -1, -1, -1, -1, -1, -1, -1 }, join(content));
    }

    private static byte[] id(long id) {
        int bytes = (71 - Long.numberOfLeadingZeros(id)) / 8;
        return ByteBuffer.allocate(bytes).put(big((int) id), 4 - bytes, bytes).array();
    }

    private static byte[] avi(Samples make) {
        return riff("AVI ", list("hdrl", chunk("avih", new byte[56]), list("strl", chunk("strh", join(ascii("vids"), new byte[52])))),
                list("movi", chunk("00dc", make.pictures())), chunk("idx1", new byte[16]));
    }

    /** As OpenDML has it: the head of a stream tells where in each part its index is. */
    static byte[] aviInParts(byte[]... pictures) {
        long[] indexes = new long[pictures.length];
        // the second time with what the first has shown
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i < 2; i++) {
            file.reset();
            ByteBuffer index = ByteBuffer.allocate(24 + 16 * (indexes.length + 1)).order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(4).putInt(indexes.length).put(ascii("00dc")).position(24);
            Arrays.stream(indexes).forEach(at -> index.putLong(at).putInt(40).putInt(1));
            byte[] heads = list("hdrl", chunk("avih", new byte[56]),
                    list("strl", chunk("strh", join(ascii("vids"), new byte[52])), chunk("indx", index.array())));
            for (int part = 0; part < pictures.length; part++) {
                byte[] media = list("movi", chunk("00dc", pictures[part]), chunk("ix00", new byte[32]));
                file.writeBytes(part == 0 ? riff("AVI ", heads, media) : riff("AVIX", media));
                indexes[part] = file.size() - 40;
            }
        }
        return file.toByteArray();
    }

    static byte[] riff(String form, byte[]... chunks) {
        return chunk("RIFF", join(ascii(form), join(chunks)));
    }

    static byte[] list(String type, byte[]... chunks) {
        return chunk("LIST", join(ascii(type), join(chunks)));
    }

    static byte[] chunk(String type, byte[] content) {
        byte[] size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length).array();
        return join(ascii(type), size, content, new byte[content.length % 2]);
    }

    private static byte[] ogg(Samples make) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(page(2, 7, ascii("\u0080theora")));
        file.writeBytes(page(2, 8, ascii("\1vorbis")));
        for (int i = 0; i < 4; i++) {
            file.writeBytes(page(0, 7 + i % 2, make.bytes(Math.min(255 * 200, make.size / 4))));
        }
        file.writeBytes(page(4, 8, make.bytes(10)));
        file.writeBytes(page(4, 7, make.bytes(10)));
        return file.toByteArray();
    }

    static byte[] page(int flags, int serial, byte[] content) {
        int segments = content.length / 255 + 1;
        byte[] lacing = new byte[segments];
        Arrays.fill(lacing, (byte) 255);
        lacing[segments - 1] = (byte) (content.length % 255);
        return join(ascii("OggS\0"), new byte[] { (byte) flags }, new byte[8], big(serial), new byte[8],
                new byte[] { (byte) segments }, lacing, content);
    }

    private static byte[] gif(Samples make) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ascii("GIF89a"));
        file.writeBytes(new byte[] { 9, 0, 9, 0, (byte) 0x80, 0, 0 });
        file.writeBytes(new byte[6]);
        for (int frame = 0; frame < 2; frame++) {
            file.writeBytes(new byte[] { '!', (byte) 0xF9, 4, 0, 5, 0, 0, 0, ',', 0, 0, 0, 0, 9, 0, 9, 0, 0, 2 });
            for (int left = make.size / 2; left > 0; left -= 255) {
                file.write(Math.min(left, 255));
                file.writeBytes(make.bytes(Math.min(left, 255)));
            }
            file.write(0);
        }
        file.write(';');
        return file.toByteArray();
    }

    private static byte[] png(Samples make) {
        return join(ascii("\u0089PNG\r\n\u001a\n"), pngChunk("IHDR", new byte[13]), pngChunk("IDAT", make.pictures()),
                pngChunk("IEND", new byte[0]));
    }

    private static byte[] pngChunk(String type, byte[] content) {
        return join(big(content.length), ascii(type), content, new byte[4]);
    }

    private static byte[] jpeg(Samples make) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        // with a small picture in the head of the large one
        file.writeBytes(ascii("\u00ff\u00d8\u00ff\u00e1\0\u0008\u00ff\u00d8\u00ff\u00d9"));
        file.writeBytes(new byte[2]);
        file.writeBytes(ascii("\u00ff\u00da\0\u0008"));
        file.writeBytes(new byte[6]);
        for (byte each : make.pictures()) {
            file.write(each);
            if (each == -1) {
                file.write(0);
            }
        }
        file.writeBytes(ascii("\u00ff\u00d0\1\2\u00ff\u00d9"));
        return file.toByteArray();
    }

    private static byte[] ts(Samples make) {
        ByteBuffer file = ByteBuffer.allocate((make.size / 188 + 3) * 188);
        while (file.hasRemaining()) {
            file.put((byte) 0x47).put(make.bytes(187));
        }
        return file.array();
    }

    private byte[] pictures() {
        return bytes(size);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] big(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
