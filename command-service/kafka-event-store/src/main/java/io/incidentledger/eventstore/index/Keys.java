package io.incidentledger.eventstore.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The keys of the index: a letter for the kind, then what orders within it. Texts have their length
 * before them.
 */
final class Keys {

    static final byte[] CHECKPOINT = {'m'};

    private static final byte EVENT = 'e';
    private static final byte TAG = 't';
    private static final byte COMMAND = 'c';
    private static final byte COUNTER = 'n';

    private Keys() {}

    static byte[] event(long position) {
        return ByteBuffer.allocate(9).put(EVENT).putLong(position).array();
    }

    /** The position at the end of an event's or a tag's key. */
    static long position(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - 8);
    }

    static boolean isEvent(byte[] key) {
        return key[0] == EVENT && key.length == 9;
    }

    static byte[] tag(Tag tag, long position) {
        byte[] name = tag.key().getBytes(UTF_8);
        byte[] value = tag.value().getBytes(UTF_8);
        return ByteBuffer.allocate(1 + 4 + name.length + 4 + value.length + 8)
                .put(TAG)
                .putInt(name.length)
                .put(name)
                .putInt(value.length)
                .put(value)
                .putLong(position)
                .array();
    }

    /** Whether two keys of tags are of the same tag. */
    static boolean sameTag(byte[] one, byte[] other) {
        return one.length == other.length
                && Arrays.equals(one, 0, one.length - 8, other, 0, other.length - 8);
    }

    static byte[] command(String scope, String key) {
        byte[] first = scope.getBytes(UTF_8);
        byte[] second = key.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + 4 + first.length + second.length)
                .put(COMMAND)
                .putInt(first.length)
                .put(first)
                .put(second)
                .array();
    }

    static byte[] counter(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return ByteBuffer.allocate(1 + bytes.length).put(COUNTER).put(bytes).array();
    }
}
