package io.github.camelpika.gateway;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * fal's signature, as fal documents it: over the id of the request, the id of the user, the time in Unix seconds, and the
 * SHA-256 of the body in hex, each on a line of its own.
 */
final class FalSigning implements CallbackSigning {

    private static final URI KEYS = URI.create("https://rest.fal.ai/.well-known/jwks.json");
    private static final String HEADER = "X-Fal-Webhook-";
    private static final HexFormat HEX = HexFormat.of();

    @Override
    public URI keys() {
        return KEYS;
    }

    @Override
    public Optional<SignedCallback> read(UnaryOperator<String> header, byte[] body) {
        String request = header.apply(HEADER + "Request-Id");
        String user = header.apply(HEADER + "User-Id");
        String time = header.apply(HEADER + "Timestamp");
        String signature = header.apply(HEADER + "Signature");
        if (request == null || user == null || time == null || signature == null) {
            return Optional.empty();
        }
        String message = String.join("\n", request, user, time, sha256(body));
        try {
            return Optional.of(new SignedCallback(message.getBytes(StandardCharsets.UTF_8), HEX.parseHex(signature),
                    Instant.ofEpochSecond(Long.parseLong(time))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String sha256(byte[] body) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
