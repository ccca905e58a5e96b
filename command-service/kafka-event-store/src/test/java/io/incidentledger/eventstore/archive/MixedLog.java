package io.incidentledger.eventstore.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.incidentledger.eventstore.RawTopic;
import io.incidentledger.eventstore.record.HashChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A log with everything in it that a record of Kafka's can hold and the chain allows. */
final class MixedLog {

    static final int EVENTS = 40;

    private MixedLog() {}

    static String topic() {
        return RawTopic.create(
                1,
                Map.of(
                        "retention.ms", "-1",
                        "retention.bytes", "-1",
                        "cleanup.policy", "delete",
                        "unclean.leader.election.enable", "false"));
    }

    /** Writes it in several transactions and returns its topic. */
    static String write() {
        String topic = topic();
        HashChain hashChain = new HashChain();
        String chain = HashChain.ORIGIN;
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            byte[] value = value(i);
            Headers headers = headers(i, value == null ? "erased".getBytes(UTF_8) : value);
            byte[] key = i == 13 ? new byte[] {-1, 0, 10} : ("event-" + i).getBytes(UTF_8);
            long timestamp = 1_700_000_000_000L + i / 2;
            chain = hashChain.next(chain, key, headers, timestamp);
            // Not always the last one.
            Headers ordered = new RecordHeaders();
            if (i % 2 == 0) {
                ordered.add("ce_chain", chain.getBytes(US_ASCII));
            }
            headers.forEach(ordered::add);
            if (i % 2 == 1) {
                ordered.add("ce_chain", chain.getBytes(US_ASCII));
            }
            records.add(new ProducerRecord<>(topic, 0, timestamp, key, value, ordered));
        }
        RawTopic.write(records.subList(0, 1));
        RawTopic.write(records.subList(1, 12));
        RawTopic.write(records.subList(12, EVENTS));
        return topic;
    }

    private static byte[] value(int i) {
        return switch (i) {
            case 3 -> new byte[0];
            case 4 -> random(1000); // no text
            case 8 -> new byte[] {(byte) 0xC0, (byte) 0x80}; // an overlong zero
            case 10 -> "{\"text\": \"line\\nbreak \\ud83d\"}".getBytes(UTF_8);
            case 11 -> "tab\t null\0 quote\" \u2028 \ud83d\ude00 \n\r end".getBytes(UTF_8);
            case 12 -> null; // erased before
            case 14 -> "x".repeat(800_000).getBytes(UTF_8);
            case 15 -> random(700_000);
            case 16 -> new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}; // half a pair
            case 17 -> "\ufeff with a mark".getBytes(UTF_8);
            default -> ("note " + i).getBytes(UTF_8);
        };
    }

    private static Headers headers(int i, byte[] hashed) {
        Headers headers = new RecordHeaders();
        headers.add("ce_type", (i == 6 ? "moon.rose" : "NoteTaken").getBytes(UTF_8));
        headers.add("ce_id", ("event-" + i).getBytes(UTF_8));
        headers.add("ce_source", "urn:test".getBytes(UTF_8));
        headers.add("ce_specversion", "1.0".getBytes(UTF_8));
        headers.add("ce_position", Integer.toString(i).getBytes(US_ASCII));
        headers.add("ce_time", "2026-01-01T00:00:00Z".getBytes(US_ASCII));
        headers.add("ce_dataversion", "1".getBytes(US_ASCII));
        headers.add("ce_tags", "incident=a".getBytes(UTF_8));
        headers.add("ce_metadata", "actor=%40ana".getBytes(UTF_8));
        headers.add("ce_payloadhash", Forger.sha256(hashed));
        if (i == 7) {
            headers.add("x-twice", "first".getBytes(UTF_8));
            headers.add("a-binary", random(33));
            headers.add("x-twice", "second".getBytes(UTF_8));
            headers.add("empty", new byte[0]);
            headers.add("nothing", null);
            headers.add("naïve \u2603", "ü".getBytes(UTF_8));
        }
        return headers;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
