package io.github.camelpika.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

record BytesContent(byte[] bytes) implements Content {

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public String etag() {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return Integer.toHexString(bytes.length) + "-" + Long.toHexString(crc.getValue());
    }

    @Override
    public void writeTo(OutputStream out, long offset, long count) throws IOException {
        out.write(bytes, Math.toIntExact(offset), Math.toIntExact(count));
    }
}
