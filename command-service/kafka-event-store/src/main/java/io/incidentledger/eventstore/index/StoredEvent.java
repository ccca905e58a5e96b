package io.incidentledger.eventstore.index;

import io.incidentledger.eventstore.record.RecordedEvent;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** An event as a value of the index; its position is in the key. */
final class StoredEvent {

    private static final int CHAIN_BYTES = 32;
    private static final int NUMBERED = 1;
    private static final int ERASED = 2;

    private StoredEvent() {}

    static byte[] write(RecordedEvent event) {
        byte[][] texts = texts(event);
        int size = 8 + 8 + 4 + CHAIN_BYTES + 1 + 2 + 2 + event.payload().length;
        for (byte[] text : texts) {
            size += 4 + text.length;
        }
        ByteBuffer buffer =
                ByteBuffer.allocate(size)
                        .putLong(event.recordedAt().toEpochMilli())
                        .putLong(event.timestamp().getEpochSecond())
                        .putInt(event.timestamp().getNano())
                        .put(HexFormat.of().parseHex(event.chain()))
                        .put(flags(event))
                        .putShort((short) event.tags().size())
                        .putShort((short) event.metadata().size());
        for (byte[] text : texts) {
            buffer.putInt(text.length).put(text);
        }
        return buffer.put(event.payload()).array();
    }

    static RecordedEvent read(long position, byte[] bytes) {
        try {
            return read(position, ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | DateTimeException
                | NegativeArraySizeException damaged) {
            throw new IndexDamagedException(
                    "The index's event at position " + position + " is damaged", damaged);
        }
    }

    private static RecordedEvent read(long position, ByteBuffer buffer) {
        Instant recordedAt = Instant.ofEpochMilli(buffer.getLong());
        Instant timestamp = Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
        byte[] chain = new byte[CHAIN_BYTES];
        buffer.get(chain);
        byte flags = buffer.get();
        int tagCount = buffer.getShort() & 0xFFFF;
        int metadataCount = buffer.getShort() & 0xFFFF;
        String id = text(buffer);
        String type = text(buffer);
        String version = text(buffer);
        String number = (flags & NUMBERED) != 0 ? text(buffer) : null;
        Set<Tag> tags = HashSet.newHashSet(tagCount);
        for (int i = 0; i < tagCount; i++) {
            tags.add(new Tag(text(buffer), text(buffer)));
        }
        Map<String, String> metadata = HashMap.newHashMap(metadataCount);
        for (int i = 0; i < metadataCount; i++) {
            metadata.put(text(buffer), text(buffer));
        }
        byte[] payload = new byte[buffer.remaining()];
        buffer.get(payload);
        return new RecordedEvent(
                position,
                recordedAt,
                id,
                type,
                version,
                timestamp,
                Set.copyOf(tags),
                Map.copyOf(metadata),
                number,
                payload,
                (flags & ERASED) != 0,
                HexFormat.of().formatHex(chain));
    }

    private static byte flags(RecordedEvent event) {
        return (byte) ((event.number() == null ? 0 : NUMBERED) | (event.erased() ? ERASED : 0));
    }

    private static byte[][] texts(RecordedEvent event) {
        @Nullable String number = event.number();
        byte[][] texts =
                new byte
                        [3
                                + (number == null ? 0 : 1)
                                + 2 * (event.tags().size() + event.metadata().size())]
                        [];
        int next = 0;
        texts[next++] = bytes(event.id());
        texts[next++] = bytes(event.type());
        texts[next++] = bytes(event.version());
        if (number != null) {
            texts[next++] = bytes(number);
        }
        for (Tag tag : event.tags()) {
            texts[next++] = bytes(tag.key());
            texts[next++] = bytes(tag.value());
        }
        for (Map.Entry<String, String> entry : event.metadata().entrySet()) {
            texts[next++] = bytes(entry.getKey());
            texts[next++] = bytes(entry.getValue());
        }
        return texts;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer buffer) {
        int length = buffer.getInt();
        String text = new String(buffer.array(), buffer.position(), length, StandardCharsets.UTF_8);
        buffer.position(buffer.position() + length);
        return text;
    }
}
