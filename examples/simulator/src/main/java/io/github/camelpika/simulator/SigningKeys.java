package io.github.camelpika.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Signs callbacks with Ed25519. The old key stays published beside the one in use: a client has to try each. */
final class SigningKeys {

    private static final int KEY_BYTES = 32;

    private KeyPair old = draw();
    private KeyPair current = draw();

    synchronized void rotate() {
        old = current;
        current = draw();
    }

    synchronized String sign(String text) {
        return sign(text, current);
    }

    /** As somebody else would: no published key fits. */
    String forge(String text) {
        return sign(text, draw());
    }

    synchronized ObjectNode published() {
        ObjectNode set = Json.object();
        ArrayNode keys = set.putArray("keys");
        keys.add(jwk("1", old.getPublic()));
        keys.add(jwk("2", current.getPublic()));
        return set;
    }

    private static ObjectNode jwk(String id, PublicKey key) {
        // X.509 puts twelve bytes that say Ed25519 before the key itself.
        byte[] encoded = key.getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
        String x = Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
        return Json.object().put("kty", "OKP").put("crv", "Ed25519").put("kid", id).put("use", "sig").put("x", x);
    }

    private static String sign(String text, KeyPair keys) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair draw() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
