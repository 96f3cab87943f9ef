package io.github.camelpika.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;

import io.github.camelpika.model.FileExist;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DigestTest {

    @TempDir
    Path directory;

    private static HttpMessage answer(String... headers) {
        BasicHttpResponse answer = new BasicHttpResponse(200);
        for (int i = 0; i < headers.length; i += 2) {
            answer.addHeader(headers[i], headers[i + 1]);
        }
        return answer;
    }

    private Part part(String text) throws IOException {
        Part part = TargetFile.in(directory, "cat.mp4", FileExist.Override).open("a cat", Instant.EPOCH);
        part.append(ByteBuffer.wrap(text.getBytes()));
        return part;
    }

    private static String sum(String algorithm, String text) throws Exception {
        return Base64.getEncoder().encodeToString(
                MessageDigest.getInstance(algorithm).digest(text.getBytes()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Repr-Digest    | sha-256=:%s:       | SHA-256 | SHA_256
            Repr-Digest    | sha-512=:%s:       | SHA-512 | SHA_512
            Content-Digest | sha-256=:%s:       | SHA-256 | SHA_256
            Digest         | SHA-256=%s         | SHA-256 | SHA_256
            Digest         | sha=%s             | SHA-1   | SHA_1
            Digest         | MD5=%s             | MD5     | MD5
            Content-MD5    | %s                 | MD5     | MD5
            x-goog-hash    | md5=%s             | MD5     | MD5
            """)
    void sumOfTheRightBytesFitsAndOfOthersNot(String header, String form, String javaName, ContentDigest.Algorithm algorithm)
            throws Exception {
        ContentDigest digest = ContentDigest.of(answer(header, form.formatted(sum(javaName, "meow"))), true);

        assertThat(digest.algorithm()).isEqualTo(algorithm);
        Part meow = part("meow");
        Part woof = part("woof");
        assertThat(digest.isOf(meow)).isTrue();
        assertThat(digest.isOf(woof)).isFalse();
        meow.discard();
        woof.discard();
    }

    @Test
    void crcOfGooglesStorageIsKnown() throws Exception {
        // the check value of CRC-32C, for the digits from 1 to 9
        ContentDigest digest = ContentDigest.of(answer("x-goog-hash", "crc32c=4waSgw=="), true);

        Part digits = part("123456789");
        assertThat(digest.isOf(digits)).isTrue();
        digits.discard();
    }

    @Test
    void bestOfSeveralIsTaken() throws Exception {
        String sha = sum("SHA-256", "meow");
        ContentDigest digest = ContentDigest.of(answer("x-goog-hash", "crc32c=4waSgw==,md5=" + sum("MD5", "meow"),
                "Repr-Digest", "sha-512=:" + sum("SHA-512", "meow") + ":, sha-256=:" + sha + ":"), true);

        assertThat(digest).isEqualTo(new ContentDigest(ContentDigest.Algorithm.SHA_256, sha));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Repr-Digest | sha-256=:bm90IGEgc3Vt:
            Repr-Digest | sha-256=:!!!:
            Digest      | sha-256=
            Digest      | crc32c=4waSgw==
            Digest      | unixsum=30637
            Content-MD5 | no sum
            ETag        | "404f8eb8c4323dba69cfdc4d46ab73dd"
            """)
    void whatIsNoSumIsIgnored(String header, String value) {
        assertThat(ContentDigest.of(answer(header, value), true)).isNull();
    }

    @Test
    void sumOverAnotherFormOfTheFileIsIgnored() {
        assertThat(ContentDigest.of(answer("x-goog-hash", "crc32c=4waSgw==", "x-goog-stored-content-encoding", "gzip"), true)).isNull();
        assertThat(ContentDigest.of(answer("x-goog-hash", "crc32c=4waSgw==", "x-goog-stored-content-encoding", "identity"), true))
                .isNotNull();
    }

    @Test
    void sumOverAPartIsNotTakenForOneOverTheWhole() throws Exception {
        String sha = sum("SHA-256", "meow");

        assertThat(ContentDigest.of(answer("Content-Digest", "sha-256=:" + sha + ":"), false)).isNull();
        assertThat(ContentDigest.of(answer("Content-MD5", sum("MD5", "meow")), false)).isNull();
        assertThat(ContentDigest.of(answer("Repr-Digest", "sha-256=:" + sha + ":"), false)).isNotNull();
    }

    @Test
    void wrongSumIsTriedAgainAndThenAnError() throws Exception {
        byte[] right = Mp4s.of(1_000, 1);
        String sha = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(right));
        ServedFile file = new ServedFile(Mp4s.of(1_000, 2), "Repr-Digest", "sha-256=:" + sha + ":");
        try (FileServer server = new FileServer(); DownloadRig rig = new DownloadRig(server.uri(), false, directory)) {
            server.on("/v.mp4", file);

            assertThatThrownBy(() -> rig.fetch(server.url("/v.mp4"))).isInstanceOf(DownloadFailedException.class)
                    .hasMessage("the file is not a complete video: its bytes don't match the sha-256 that the server sent");
            assertThat(server.asked).hasSize(3);

            file.content = right;
            assertThat(rig.fetch(server.url("/v.mp4"))).hasBinaryContent(right);
        }
    }

    /** The sum came with the first bytes, the wrong ones with the last. */
    @Test
    void sumHoldsOverACut() throws Exception {
        byte[] right = Mp4s.of(1_000, 1);
        String sha = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(right));
        ServedFile file = new ServedFile(right, "ETag", "\"lie\"", "Repr-Digest", "sha-256=:" + sha + ":").cut(500);
        file.afterACut = () -> {
            file.content = Mp4s.of(1_000, 2);
            file.headers.remove("Repr-Digest");
        };
        try (FileServer server = new FileServer(); DownloadRig rig = new DownloadRig(server.uri(), false, directory)) {
            server.on("/v.mp4", file);

            assertThat(rig.fetch(server.url("/v.mp4"))).hasBinaryContent(Mp4s.of(1_000, 2));
            assertThat(server.asked).as("cut, mixed, and anew").hasSize(3);
        }
    }
}
