package io.github.camelpika.rig;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static java.util.stream.Collectors.joining;

/** Signs callbacks as fal does, with a key of its own. */
public final class CallbackSigner {

    private final KeyPair keys;

    public CallbackSigner() {
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The headers that come with a callback. */
    public Map<String, Object> sign(String body, Instant at) {
        List<String> lines = List.of("request-1", "user-1", Long.toString(at.getEpochSecond()), sha256(body));
        return new HashMap<>(Map.of("X-Fal-Webhook-Request-Id", lines.get(0), "X-Fal-Webhook-User-Id", lines.get(1),
                "X-Fal-Webhook-Timestamp", lines.get(2),
                "X-Fal-Webhook-Signature", HexFormat.of().formatHex(sign(String.join("\n", lines)))));
    }

    public byte[] sign(String message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(message.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public keys of some, as they are published. */
    public static String published(CallbackSigner... signers) {
        return "{\"keys\":[" + Stream.of(signers).map(CallbackSigner::jwk).collect(joining(",")) + "]}";
    }

    private String jwk() {
        byte[] x = new byte[32];
        var point = ((EdECPublicKey) keys.getPublic()).getPoint();
        byte[] big = point.getY().toByteArray();
        for (int i = 0; i < big.length && i < x.length; i++) {
            x[i] = big[big.length - 1 - i];
        }
        x[31] |= (byte) (point.isXOdd() ? 0x80 : 0);
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(x) + "\"}";
    }
}
