package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * PNG: chunks, of which the last is {@code IEND}.
 */
final class Png implements Container {

    private static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
    private static final int HEAD = 8;
    private static final int SUM = 4;

    @Override
    public boolean starts(Bytes bytes) throws IOException {
        return bytes.says(0, SIGNATURE);
    }

    @Override
    public Format format(Bytes start) {
        return Format.PNG;
    }

    @Override
    public Verdict judge(Bytes bytes) throws IOException {
        boolean image = false;
        for (long at = SIGNATURE.length();;) {
            bytes.need(at, HEAD, "the header of a chunk");
            long size = bytes.big(at, 4);
            bytes.need(at + HEAD, size + SUM, "a chunk");
            String type = bytes.text(at + 4, 4);
            if (type.equals("IEND")) {
                return image ? new Verdict.Whole(Format.PNG) : new Verdict.Wrong("it has no image");
            }
            image = image || type.equals("IDAT");
            at += HEAD + size + SUM;
        }
    }
}
