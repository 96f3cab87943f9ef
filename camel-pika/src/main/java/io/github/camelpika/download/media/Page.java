package io.github.camelpika.download.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What comes where a file should: a page of a proxy, an error of an API, the list of a video's pieces.
 */
final class Page {

    private static final int LONGEST = 1_000;
    private static final int SHOWN = 4;
    private static final Pattern TEXT = Pattern.compile("[\\s\\p{Print}\\x80-\\xff]*");
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private Page() {
    }

    /**
     * What it is, with the way out where there is one. Not a word of it is shown: it may echo a key, or half of one.
     */
    static String describe(Bytes bytes) throws IOException {
        String start = bytes.text(0, (int) Math.min(LONGEST, bytes.size()));
        String text = (start.startsWith(BYTE_ORDER_MARK) ? start.substring(BYTE_ORDER_MARK.length()) : start).strip();
        if (text.startsWith("#EXTM3U")) {
            return "an HLS playlist, which only lists the pieces of a video: fetch it with a tool that supports HLS,"
                    + " such as ffmpeg,"
                   + " or ask the gateway for a file";
        }
        if (text.startsWith("<")) {
            return text.contains("<MPD") ? "a DASH manifest, which only lists the pieces of a video: fetch it with a"
                    + " tool that supports DASH, such as ffmpeg, or ask the gateway for a file"
                    : text.startsWith("<?xml") ? "XML" : "a web page";
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return "JSON";
        }
        return TEXT.matcher(start).matches() ? "text" : "unknown content that begins with the bytes "
                + HexFormat.ofDelimiter(" ").formatHex(start.getBytes(StandardCharsets.ISO_8859_1), 0, Math.min(SHOWN, start.length()));
    }
}
