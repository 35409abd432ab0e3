package io.fovea.data.cifar;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Message digests by name. */
final class Digests {
    private Digests() {}

    static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }
}
