package io.github.camelpika.gateway;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;

/**
 * What a gateway has signed of a callback.
 *
 * @param message   the bytes that were signed
 * @param signature of Ed25519, over them
 * @param at        when they were signed, by the gateway's clock
 */
public record SignedCallback(byte[] message, byte[] signature, Instant at) {

    static final String ALGORITHM = "Ed25519";

    /** As fal documents it. */
    private static final Duration TOLERANCE = Duration.ofSeconds(300);

    /**
     * Whether it is neither older nor newer than a callback that is on its way, so that one that was overheard can't be
     * posted again tomorrow.
     */
    public boolean isTimely(Instant now) {
        return Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
    }

    boolean isSignedWith(PublicKey key) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            // of a key that is no point of the curve, or a signature that no key makes
            return false;
        }
    }
}
