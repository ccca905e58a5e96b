package io.incidentledger.eventstore.index;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.incidentledger.eventstore.record.HashChain;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * How far the index has come. Changes in the same write as what it speaks of, so the two never
 * disagree.
 *
 * @param topicId Kafka's own id of the topic: a topic deleted and made anew has another
 * @param nextPosition of the first event that is not in the index
 * @param lastOffset where the last event in the index stands in the topic, -1 when the index is
 *     empty
 * @param lastChain the last event's chain
 * @param lastRecordedAt when the last event was recorded, in milliseconds
 */
public record Checkpoint(
        String topicId, long nextPosition, long lastOffset, String lastChain, long lastRecordedAt) {

    private static final byte VERSION = 1;

    /** Before the first event of a topic. */
    public static Checkpoint start(String topicId) {
        return new Checkpoint(topicId, 0, -1, HashChain.ORIGIN, 0);
    }

    /** Where reading the topic goes on. */
    public long nextOffset() {
        return lastOffset + 1;
    }

    byte[] toBytes() {
        byte[] topic = topicId.getBytes(US_ASCII);
        return ByteBuffer.allocate(1 + 24 + 64 + topic.length)
                .put(VERSION)
                .putLong(nextPosition)
                .putLong(lastOffset)
                .putLong(lastRecordedAt)
                .put(lastChain.getBytes(US_ASCII))
                .put(topic)
                .array();
    }

    static Checkpoint of(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            byte version = buffer.get();
            if (version != VERSION) {
                throw new IndexDamagedException(
                        "The index has the form " + version + ", not " + VERSION, null);
            }
            long nextPosition = buffer.getLong();
            long lastOffset = buffer.getLong();
            long lastRecordedAt = buffer.getLong();
            byte[] chain = new byte[64];
            buffer.get(chain);
            byte[] topic = new byte[buffer.remaining()];
            buffer.get(topic);
            return new Checkpoint(
                    new String(topic, US_ASCII),
                    nextPosition,
                    lastOffset,
                    new String(chain, US_ASCII),
                    lastRecordedAt);
        } catch (BufferUnderflowException damaged) {
            throw new IndexDamagedException("The index's checkpoint is damaged", damaged);
        }
    }
}
