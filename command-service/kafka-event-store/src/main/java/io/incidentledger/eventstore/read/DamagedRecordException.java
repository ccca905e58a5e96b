package io.incidentledger.eventstore.read;

import io.incidentledger.eventstore.record.ChainFault;
import org.apache.kafka.common.KafkaException;

/**
 * What Kafka keeps at an offset is not what it was given: a checksum does not fit, or the bytes are
 * no records at all. Trying again with the same consumer is of no use.
 */
public final class DamagedRecordException extends KafkaException {

    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String what;

    DamagedRecordException(String topic, long offset, KafkaException cause) {
        this(topic, offset, reason(cause), cause);
    }

    private DamagedRecordException(String topic, long offset, String reason, KafkaException cause) {
        super("What " + topic + " holds at offset " + offset + " cannot be read: " + reason, cause);
        this.offset = offset;
        this.what =
                "what the brokers keep there, this event and those written together with it, cannot be"
                        + " read: "
                        + reason;
    }

    /** Nothing can be read from here on. A marker may stand there, before what is damaged. */
    long offset() {
        return offset;
    }

    /** As a fault of a walk that stood at this position. */
    public ChainFault at(long position) {
        return new ChainFault(position, offset, ChainFault.Kind.DAMAGED, what);
    }

    private static String reason(KafkaException failure) {
        Throwable cause = failure.getCause();
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }
}
