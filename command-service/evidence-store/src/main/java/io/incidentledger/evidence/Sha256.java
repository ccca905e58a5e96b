package io.incidentledger.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of a file: the hash of its bytes. */
final class Sha256 {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private Sha256() {}

    /** The same text; anything else could name what is no file of ours. */
    static String checked(String sha256) {
        if (!FORM.matcher(sha256).matches()) {
            throw new IllegalArgumentException("64 lower-case hexadecimal digits, not " + sha256);
        }
        return sha256;
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String of(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Reads to the end. */
    static String of(InputStream bytes) throws IOException {
        MessageDigest digest = digest();
        bytes.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return of(digest);
    }
}
