package io.github.camelpika.download.media;

import java.io.IOException;

/**
 * Videos that were made to be broadcast or streamed, and say nowhere where they end.
 */
final class Endless implements Container {

    private static final int PACKET = 188;
    private static final int SYNC = 0x47;
    private static final int ENOUGH = 3;

    @Override
    public boolean starts(Bytes bytes) throws IOException {
        return format(bytes) != null;
    }

    @Override
    public Format format(Bytes start) throws IOException {
        if (isTransportStream(start)) {
            return Format.MPEG_TS;
        }
        if (start.says(0, "\0\0\1\u00ba") || start.says(0, "\0\0\1\u00b3")) {
            return Format.MPEG_PS;
        }
        if (start.says(0, "FLV\1")) {
            return Format.FLV;
        }
        return start.says(0, "\u0030\u0026\u00b2\u0075\u008e\u0066\u00cf\u0011") ? Format.ASF : null;
    }

    private static boolean isTransportStream(Bytes bytes) throws IOException {
        for (int i = 0; i < ENOUGH; i++) {
            if (!bytes.has(i * PACKET, 1) || bytes.at(i * PACKET) != SYNC) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Verdict judge(Bytes bytes) throws IOException {
        Format format = format(bytes);
        if (format == Format.MPEG_TS && bytes.size() % PACKET != 0 && !bytes.announced()) {
            throw new Bytes.Ends("it ends within a packet");
        }
        return Verdict.mayGoOn(bytes, format);
    }
}
