package io.github.camelpika.runtime;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.camelpika.PikaConfiguration;

/**
 * Signs the callback URL of each submission, as most gateways sign none of their callbacks. The secret itself is never sent; without
 * one of its own it is derived from the gateway's key, so that it is the same on all nodes.
 */
public final class CallbackSignature {

    /** Names the submission in the URL's query. */
    public static final String SUBMISSION = "submission";
    /** Names its signature there. */
    public static final String SIGNATURE = "signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String LABEL = "camel-pika callback token";

    private final byte[] secret;

    private CallbackSignature(byte[] secret) {
        this.secret = secret;
    }

    public static CallbackSignature of(PikaConfiguration options) {
        if (options.getCallbackToken() != null && !options.getCallbackToken().isBlank()) {
            return new CallbackSignature(options.getCallbackToken().getBytes(StandardCharsets.UTF_8));
        }
        String apiKey = options.getApiKey() == null ? "" : options.getApiKey();
        return new CallbackSignature(mac(apiKey.getBytes(StandardCharsets.UTF_8), LABEL));
    }

    public String sign(String submission) {
        return HexFormat.of().formatHex(mac(secret, submission));
    }

    /**
     * In a time that does not depend on how much of the signature is right.
     */
    public boolean isRight(String submission, String signature) {
        byte[] expected = sign(submission == null ? "" : submission).getBytes(StandardCharsets.US_ASCII);
        byte[] given = (signature == null ? "" : signature).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, given) && submission != null;
    }

    private static byte[] mac(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
