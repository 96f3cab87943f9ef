package io.github.camelpika.track;

/**
 * Who owns a submission, so that none is made twice.
 *
 * @param owner       who may post it: made anew for each exchange that submits
 * @param key         the idempotent key; null if there is none
 * @param fingerprint of the request that came with the key; the same key with another request is an error
 */
public record Claim(String owner, String key, String fingerprint) {

    /**
     * A submission without a key, which no other can be the same as.
     */
    public static Claim of(String owner) {
        return new Claim(owner, null, null);
    }

    public boolean hasKey() {
        return key != null;
    }

    /**
     * The id of the submission with a key: the same in every process, and as long as any other, whatever the key holds.
     * A digest, because databases differ in which texts they call equal.
     */
    public static String idOf(String key) {
        return Sha256.of("key:" + key);
    }
}
