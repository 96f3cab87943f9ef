package io.github.camelpika.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Tells in which charset an answer is. JSON is in UTF-8, says its standard, but that binds no gateway.
 */
final class AnswerCharset {

    /** What servers say where nobody has told them; the body is in UTF-8 more often than not. */
    private static final Set<Charset> SAID_OF_ANYTHING
            = Set.of(StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII, Charset.forName("windows-1252"));

    private AnswerCharset() {
    }

    /**
     * The text of the first bytes.
     *
     * @param said what the answer calls its charset, or null
     */
    static String read(byte[] bytes, int length, Charset said) {
        return new String(bytes, 0, length, of(bytes, length, said));
    }

    private static Charset of(byte[] bytes, int length, Charset said) {
        Charset seen = seen(bytes, length);
        if (seen != null) {
            return seen;
        }
        boolean doubtful = said == null || SAID_OF_ANYTHING.contains(said) && isUtf8(bytes, length);
        return doubtful ? StandardCharsets.UTF_8 : said;
    }

    /** Every second byte of plain letters in UTF-16 is zero; a mark at the start is taken off by nobody but Java's UTF-16. */
    private static Charset seen(byte[] bytes, int length) {
        if (length < 4) {
            return null;
        }
        int mark = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        boolean zerosFirst = bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0;
        boolean zerosSecond = bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0;
        if (mark == 0xfeff || mark == 0xfffe) {
            return StandardCharsets.UTF_16;
        }
        return zerosFirst ? StandardCharsets.UTF_16BE : zerosSecond ? StandardCharsets.UTF_16LE : null;
    }

    private static boolean isUtf8(byte[] bytes, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
