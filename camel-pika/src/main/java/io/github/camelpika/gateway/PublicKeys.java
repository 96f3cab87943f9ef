package io.github.camelpika.gateway;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The public keys of a gateway, out of the JSON Web Key Set that it publishes. Nothing tells which of them has signed, so
 * each is tried.
 */
public final class PublicKeys {

    /** A gateway has one or two; as each is tried for each forgery, more would be work for nothing. */
    static final int MOST = 32;

    /** What X.509 writes before the 32 bytes of a key of Ed25519. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int LENGTH = 32;

    private final List<PublicKey> keys;

    private PublicKeys(List<PublicKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads a set. What is no key of Ed25519 in it is left out.
     *
     * @throws IllegalArgumentException if it is no set, or has no such key
     */
    public static PublicKeys read(String json) {
        JsonNode set;
        try {
            set = Json.read(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
        List<PublicKey> keys = StreamSupport.stream(set.path("keys").spliterator(), false).limit(MOST)
                .flatMap(key -> key(key).stream()).toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("it has no key of Ed25519");
        }
        return new PublicKeys(keys);
    }

    private static Optional<PublicKey> key(JsonNode jwk) {
        boolean other = !jwk.path("kty").asText().equals("OKP")
                        || !jwk.path("crv").asText(SignedCallback.ALGORITHM).equals(SignedCallback.ALGORITHM);
        try {
            byte[] x = other ? new byte[0] : Base64.getUrlDecoder().decode(jwk.path("x").asText());
            return x.length == LENGTH ? Optional.of(key(x)) : Optional.empty();
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static PublicKey key(byte[] x) throws GeneralSecurityException {
        byte[] encoded = new byte[X509.length + LENGTH];
        System.arraycopy(X509, 0, encoded, 0, X509.length);
        System.arraycopy(x, 0, encoded, X509.length, LENGTH);
        return KeyFactory.getInstance(SignedCallback.ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    /**
     * Whether one of them has signed the callback.
     */
    public boolean haveSigned(SignedCallback callback) {
        return keys.stream().anyMatch(callback::isSignedWith);
    }

    int size() {
        return keys.size();
    }
}
