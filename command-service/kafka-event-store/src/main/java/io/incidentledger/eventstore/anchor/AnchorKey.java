package io.incidentledger.eventstore.anchor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key pair that signs anchors: Ed25519. Kept in one PEM file, the private key before the public
 * one. Thread-safe.
 */
public final class AnchorKey {

    private static final String ALGORITHM = "Ed25519";
    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----(?<private>[A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s+"
                            + "-----BEGIN PUBLIC KEY-----(?<public>[A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form. */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int RAW_BYTES = 32;

    private final PrivateKey privateKey;
    private final String publicKey;

    private AnchorKey(KeyPair pair) {
        this.privateKey = pair.getPrivate();
        byte[] encoded = pair.getPublic().getEncoded();
        this.publicKey =
                base64(Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length));
    }

    /**
     * The key in a file, made and put there if the file is not there yet: readable by its owner
     * only, flushed to the disk, and one and the same for all who ask at the same time.
     *
     * @throws UnusableAnchorKeyException when the file holds something else, or cannot be read or
     *     made
     */
    public static AnchorKey madeOnce(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return read(file);
        } catch (IOException failure) {
            throw new UnusableAnchorKeyException(
                    "The key for anchors in " + file + " cannot be used: " + reason(failure) + ".",
                    failure);
        }
    }

    /** The public key, 32 bytes in base64url without padding: what verifiers are told to trust. */
    public String publicKey() {
        return publicKey;
    }

    /**
     * Signs that a log has this chain at this position.
     *
     * @param at is cut to seconds
     */
    public Anchor sign(String ledger, long position, String chain, Instant at) {
        Instant time = at.truncatedTo(ChronoUnit.SECONDS);
        String text = Anchor.signed(ledger, position, chain, time, publicKey);
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(text.getBytes(US_ASCII));
            return new Anchor(ledger, position, chain, time, publicKey, base64(signature.sign()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether a text is a public key: 32 bytes in base64url without padding. */
    public static boolean isPublicKey(String text) {
        try {
            return decode(text).length == RAW_BYTES;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    static boolean verifies(String publicKey, String text, String signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(publicKey(decode(publicKey)));
            verifier.update(text.getBytes(US_ASCII));
            return verifier.verify(decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
            return false;
        }
    }

    private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] encoded =
                ByteBuffer.allocate(X509_PREFIX.length + raw.length)
                        .put(X509_PREFIX)
                        .put(raw)
                        .array();
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static AnchorKey read(Path file) throws IOException {
        Matcher pem = PEM.matcher(Files.readString(file, US_ASCII));
        if (!pem.matches()) {
            throw unusable(file, null);
        }
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            Base64.Decoder decoder = Base64.getMimeDecoder();
            AnchorKey key =
                    new AnchorKey(
                            new KeyPair(
                                    factory.generatePublic(
                                            new X509EncodedKeySpec(
                                                    decoder.decode(pem.group("public")))),
                                    factory.generatePrivate(
                                            new PKCS8EncodedKeySpec(
                                                    decoder.decode(pem.group("private"))))));
            if (!key.sign("probe", 0, "0".repeat(64), Instant.EPOCH).signedBy(key.publicKey)) {
                throw unusable(file, null);
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException other) {
            throw unusable(file, other);
        }
    }

    private static void make(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owners =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        // Made with its permissions, not given them afterwards: nobody reads it in between.
        Files.createFile(draft, owners);
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(pem(KeyPairGenerator.getInstance(ALGORITHM))));
                channel.force(true);
            }
            // Unlike a move, a link never replaces the key that somebody else has just made.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // It is as good as ours.
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static byte[] pem(KeyPairGenerator generator) {
        KeyPair pair = generator.generateKeyPair();
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return ("-----BEGIN PRIVATE KEY-----\n"
                        + lines.encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n-----BEGIN PUBLIC KEY-----\n"
                        + lines.encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(US_ASCII);
    }

    private static UnusableAnchorKeyException unusable(Path file, @Nullable Exception cause) {
        return new UnusableAnchorKeyException(
                file
                        + " does not hold an Ed25519 key pair as it was made here: a private and its"
                        + " public key in PEM.",
                cause);
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
