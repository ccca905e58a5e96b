package io.incidentledger.command.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.incidentledger.events.EventCodec;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.KafkaEventStore;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The hashes by which the log tells an order from another one under the same key. They stand in
 * headers, which are part of every export, so they are keyed: with the salt of the ledger's first
 * event, which no file to pass on holds. Without the key nobody can try short texts against them.
 * Thread-safe.
 */
final class OrderHashes {
    private static final String ALGORITHM = "HmacSHA256";

    private final KafkaEventStore log;
    private final EventCodec codec;
    private volatile @Nullable SecretKeySpec known;

    OrderHashes(KafkaEventStore log, EventCodec codec) {
        this.log = log;
        this.codec = codec;
    }

    /**
     * As it is recorded. The order that leads to the very first event is recorded as it is.
     *
     * @param hash of the order's content
     * @throws EventStoreFailure when the log does not answer
     */
    String keyed(String hash) {
        return key().map(key -> mac(key, hash)).orElse(hash);
    }

    /**
     * Whether that was recorded of an order with this content. Ledgers that are older than the keys
     * hold plain hashes, which count for ever.
     */
    boolean isOf(String recorded, String hash) {
        return recorded.equals(keyed(hash)) || recorded.equals(hash);
    }

    private Optional<SecretKeySpec> key() {
        SecretKeySpec key = known;
        if (key == null) {
            key =
                    log.read(0, 1).stream()
                            .flatMap(first -> codec.salt(first.payload()).stream())
                            .map(salt -> new SecretKeySpec(salt.getBytes(UTF_8), ALGORITHM))
                            .findFirst()
                            .orElse(null);
            known = key;
        }
        return Optional.ofNullable(key);
    }

    private static String mac(SecretKeySpec key, String hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(hash.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e); // every JDK has it
        }
    }
}
