package io.incidentledger.eventstore.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.incidentledger.eventstore.record.HashChain;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Somebody who knows how the chain is made and rewrites history without leaving a crack. */
final class Forger {

    private Forger() {}

    /** The records with another payload at a position, and every hash behind it made anew. */
    static List<ProducerRecord<byte[], byte[]>> recompute(
            List<ProducerRecord<byte[], byte[]>> records, int position, String topic) {
        HashChain hashChain = new HashChain();
        String chain = HashChain.ORIGIN;
        List<ProducerRecord<byte[], byte[]>> forged = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            ProducerRecord<byte[], byte[]> record = records.get(i);
            byte[] value = i == position ? "forged".getBytes(UTF_8) : record.value();
            Headers headers = record.headers();
            if (i == position) {
                headers = replaced(headers, "ce_payloadhash", sha256(value));
            }
            chain = hashChain.next(chain, record.key(), headers, record.timestamp());
            headers = replaced(headers, "ce_chain", chain.getBytes(US_ASCII));
            forged.add(
                    new ProducerRecord<>(
                            topic, 0, record.timestamp(), record.key(), value, headers));
        }
        return forged;
    }

    private static Headers replaced(Headers headers, String name, byte[] value) {
        Headers replaced = new RecordHeaders();
        for (Header header : headers) {
            replaced.add(header.key().equals(name) ? new RecordHeader(name, value) : header);
        }
        return replaced;
    }

    static ProducerRecord<byte[], byte[]> with(
            ProducerRecord<byte[], byte[]> record, byte[] value) {
        return new ProducerRecord<>(
                record.topic(), 0, record.timestamp(), record.key(), value, record.headers());
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getBytes(US_ASCII);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
