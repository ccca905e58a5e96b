package io.incidentledger.eventstore.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The chain of hashes through the log: the chain of an event is SHA-256 over
 *
 * <ol>
 *   <li>the chain of the event before it (32 bytes; zeros before the first),
 *   <li>the record's key,
 *   <li>the name and the value of each header but {@code ce_chain}, in the order of the names'
 *       bytes,
 *   <li>the record's timestamp (8 bytes, milliseconds since 1970, big-endian),
 * </ol>
 *
 * where everything after the first has its length before it (4 bytes, big-endian; -1 for null). The
 * value takes part through {@code ce_payloadhash}, so that a payload can be erased by law and the
 * chain still verifies.
 *
 * <p>Not thread-safe.
 */
public final class HashChain {

    /** The chain before the first event: 64 zeros. */
    public static final String ORIGIN = "0".repeat(64);

    private static final byte[] LENGTH_OF_LONG = {0, 0, 0, 8};
    private static final Comparator<Header> BY_NAME =
            Comparator.comparing(header -> header.key().getBytes(UTF_8), Arrays::compareUnsigned);

    private final MessageDigest digest = sha256();
    private final ByteBuffer number = ByteBuffer.allocate(8);

    /**
     * The chain of the record that follows the given chain.
     *
     * @param previous the chain before it, 64 hex digits
     * @param headers in any order; {@code ce_chain} is passed over
     */
    public String next(
            String previous, byte @Nullable [] key, Iterable<Header> headers, long timestamp) {
        List<Header> sorted = new ArrayList<>(16);
        for (Header header : headers) {
            if (!header.key().equals(RecordFormat.CHAIN)) {
                sorted.add(header);
            }
        }
        sorted.sort(BY_NAME);
        begin(previous, key);
        for (Header header : sorted) {
            add(header.key().getBytes(UTF_8));
            add(header.value());
        }
        return end(timestamp);
    }

    void begin(String previous, byte @Nullable [] key) {
        digest.reset();
        digest.update(HexFormat.of().parseHex(previous));
        add(key);
    }

    void add(byte @Nullable [] part) {
        if (part == null) {
            digest.update(number.clear().putInt(-1).array(), 0, 4);
        } else {
            digest.update(number.clear().putInt(part.length).array(), 0, 4);
            digest.update(part);
        }
    }

    String end(long timestamp) {
        digest.update(LENGTH_OF_LONG);
        digest.update(number.clear().putLong(timestamp).array());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256, as the log has it of payloads: 64 lower-case hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
