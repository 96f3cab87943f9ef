package io.github.camelpika.generate;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.camelpika.PikaInvalidRequestException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.util.IOHelper;

/**
 * The text that a body is. Camel makes a text of a picture too, and that would be paid for: here bytes are text in the charset
 * that the message says, and without one in UTF-8 or not at all.
 */
final class BodyText {

    /** The longest text is JSON with a picture in Base64. */
    private static final int LARGEST = 32 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private BodyText() {
    }

    /**
     * Whether the body is of a class that texts come in.
     */
    static boolean carries(Object body) {
        return body instanceof CharSequence || body instanceof char[] || body instanceof Reader || carriesBytes(body);
    }

    private static boolean carriesBytes(Object body) {
        return body instanceof byte[] || body instanceof InputStream || body instanceof StreamCache
               || body instanceof ByteBuffer || body instanceof File || body instanceof Path || body instanceof WrappedFile;
    }

    /**
     * The text of a body that {@link #carries} one. A stream that can be read once only gives its place to its text.
     *
     * @throws PikaInvalidRequestException if it can't be read, or is no text
     */
    static String of(Message message) {
        Object body = message.getBody();
        String text = withoutMark(carriesBytes(body) ? decoded(message) : message.getBody(String.class));
        if (!isPlain(text)) {
            throw noText("it contains control characters, which text doesn't have");
        }
        if (body instanceof StreamCache) {
            MessageHelper.resetStreamCache(message);
        } else if (readsOnce(body)) {
            message.setBody(text);
        }
        return text;
    }

    private static boolean readsOnce(Object body) {
        return (body instanceof InputStream || body instanceof Reader) && !(body instanceof StreamCache);
    }

    /**
     * Bytes that came with no word on what they are, as text, if they are one.
     */
    static Optional<String> ofUtf8(byte[] bytes) {
        try {
            return Optional.of(decode(StandardCharsets.UTF_8, bytes)).filter(BodyText::isPlain);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String decode(Charset charset, byte[] bytes) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static String decoded(Message message) {
        Charset said = charset(message);
        try (InputStream in = open(message)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (readsOnce(message.getBody())) {
                // or a redelivery would find nothing, and beside a prompt that is no error
                message.setBody(bytes);
            }
            if (bytes.length > LARGEST) {
                throw unreadable("the body is larger than the 32 MiB that a request may have");
            }
            String text = decode(said == null ? StandardCharsets.UTF_8 : said, bytes);
            if (said == null && mixesScripts(text)) {
                throw new CharacterCodingException();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw noText("its bytes are not " + (said == null ? "UTF-8, and no other charset is declared" : said.name()));
        } catch (IOException e) {
            throw unreadable("the body can't be read: " + e);
        }
    }

    /**
     * The very bytes: Camel's own converters turn those of a file into another charset on the way.
     */
    private static InputStream open(Message message) throws IOException {
        Object body = message.getBody() instanceof WrappedFile<?> wrapped ? wrapped.getFile() : message.getBody();
        if (body instanceof File file) {
            return Files.newInputStream(file.toPath());
        }
        if (body instanceof Path path) {
            return Files.newInputStream(path);
        }
        if (body instanceof ByteBuffer buffer) {
            // one of its own, as to read moves the position
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return new ByteArrayInputStream(bytes);
        }
        InputStream in = message.getBody(InputStream.class);
        if (in == null) {
            throw unreadable("the body, a " + message.getBody().getClass().getName() + ", can't be read as text");
        }
        return in;
    }

    private static Charset charset(Message message) {
        String name = ExchangeHelper.getCharsetName(message.getExchange(), false);
        String contentType = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        if (name == null && contentType != null && contentType.toLowerCase(Locale.ROOT).contains("charset=")) {
            name = IOHelper.getCharsetNameFromContentType(contentType);
        }
        try {
            return name == null ? null : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw unreadable("the charset '" + name + "' of the body is not supported by this Java: check " + Exchange.CHARSET_NAME
                             + " and the header " + Exchange.CONTENT_TYPE);
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /**
     * Whether there is nothing in it that a picture has, and text that was read in the wrong charset. Tabs and the breaks of
     * lines and pages are control characters, too.
     */
    private static boolean isPlain(String text) {
        return text.codePoints().noneMatch(c -> c != 0x85 && !Character.isWhitespace(c) && Character.isISOControl(c)
                                                || c == 0xFFFD || (c & 0xFFFE) == 0xFFFE
                                                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /**
     * Short Chinese texts in GBK may be valid in UTF-8 by accident. They are letters and accents of different scripts in one
     * word then, all from the part that takes two bytes each, which nobody writes.
     */
    private static boolean mixesScripts(String text) {
        UnicodeScript before = UnicodeScript.COMMON;
        for (int c : text.codePoints().toArray()) {
            UnicodeScript script = c < 0x80 || c > 0x7FF ? UnicodeScript.COMMON : UnicodeScript.of(c);
            boolean told = script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED;
            if (told && before != UnicodeScript.COMMON && script != before) {
                return true;
            }
            before = told ? script : UnicodeScript.COMMON;
        }
        return false;
    }

    private static PikaInvalidRequestException noText(String reason) {
        return unreadable("the body is not text: " + reason + ". Name the charset of a text in the exchange property "
                          + Exchange.CHARSET_NAME + "; give a picture or a video by its URL, in the option image or video");
    }

    private static PikaInvalidRequestException unreadable(String problem) {
        return new PikaInvalidRequestException(List.of(problem));
    }
}
