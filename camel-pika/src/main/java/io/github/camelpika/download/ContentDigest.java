package io.github.camelpika.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;

/**
 * What a server says that a sum over the whole file is.
 * <p>
 * An ETag is none, even if it looks like an MD5: S3's is one only for files that came in one piece and are not encrypted
 * with a key of the customer, and other servers' only look like it.
 *
 * @param algorithm which sum
 * @param base64    the sum
 */
record ContentDigest(Algorithm algorithm, String base64) {

    private static final Pattern PAIR = Pattern.compile("([A-Za-z0-9-]+)=:?([A-Za-z0-9+/]+={0,2}):?");
    private static final int BUFFER = 256 * 1024;

    /**
     * From the best to the one that is taken if there is no other.
     */
    enum Algorithm {
        SHA_256("sha-256", "SHA-256", 32),
        SHA_512("sha-512", "SHA-512", 64),
        SHA_1("sha", "SHA-1", 20),
        MD5("md5", "MD5", 16),
        CRC32C("crc32c", null, 4);

        private final String token;
        private final String javaName;
        private final int length;

        Algorithm(String token, String javaName, int length) {
            this.token = token;
            this.javaName = javaName;
            this.length = length;
        }

        /** As headers name it. */
        @Override
        public String toString() {
            return token;
        }
    }

    /**
     * The best sum that an answer announces, or null. Known are Repr-Digest (RFC 9530), Digest (RFC 3230), and x-goog-hash
     * of Google's storage, unless that is over a form of the file that was unpacked on the way; and what is about the
     * bytes of an answer, and so only about a file that comes whole: Content-Digest (RFC 9530) and Content-MD5 (RFC 2616).
     *
     * @param whole whether the answer has the whole file
     */
    static ContentDigest of(HttpMessage answer, boolean whole) {
        Map<String, String> sums = new HashMap<>();
        collect(answer, "Repr-Digest", sums);
        collect(answer, "Digest", sums);
        if (whole) {
            collect(answer, "Content-Digest", sums);
        }
        // in a Digest header nobody agrees on how a CRC is written
        sums.remove(Algorithm.CRC32C.token);
        Header stored = answer.getFirstHeader("x-goog-stored-content-encoding");
        if (stored == null || stored.getValue().equalsIgnoreCase("identity")) {
            collect(answer, "x-goog-hash", sums);
        }
        Header md5 = answer.getFirstHeader("Content-MD5");
        if (whole && md5 != null) {
            sums.putIfAbsent(Algorithm.MD5.token, md5.getValue().strip());
        }
        return Arrays.stream(Algorithm.values())
                .filter(algorithm -> isSum(sums.get(algorithm.token), algorithm.length))
                .map(algorithm -> new ContentDigest(algorithm, sums.get(algorithm.token)))
                .findFirst().orElse(null);
    }

    private static void collect(HttpMessage answer, String name, Map<String, String> sums) {
        for (Header header : answer.getHeaders(name)) {
            Matcher pairs = PAIR.matcher(header.getValue());
            while (pairs.find()) {
                sums.putIfAbsent(pairs.group(1).toLowerCase(Locale.ROOT), pairs.group(2));
            }
        }
    }

    private static boolean isSum(String base64, int length) {
        try {
            return base64 != null && Base64.getDecoder().decode(base64).length == length;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Whether this is the sum over all bytes of the part, as they are on the disk.
     */
    boolean isOf(Part part) throws IOException {
        return Arrays.equals(Base64.getDecoder().decode(base64),
                algorithm == Algorithm.CRC32C ? crc(part) : hash(part, algorithm.javaName));
    }

    private static byte[] hash(Part part, String name) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java has no " + name, e);
        }
        each(part, digest::update);
        return digest.digest();
    }

    private static byte[] crc(Part part) throws IOException {
        CRC32C crc = new CRC32C();
        each(part, crc::update);
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    }

    private interface Update {
        void accept(ByteBuffer bytes);
    }

    private static void each(Part part, Update update) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (long position = 0; position < part.size(); position += buffer.limit()) {
            part.read(buffer.clear(), position);
            update.accept(buffer.flip());
            buffer.position(0);
        }
    }
}
