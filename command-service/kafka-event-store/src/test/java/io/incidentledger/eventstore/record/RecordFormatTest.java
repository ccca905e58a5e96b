package io.incidentledger.eventstore.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

/** What stands in the log must be read for ever: these bytes never change. */
class RecordFormatTest {

    private static final long RECORDED_AT =
            Instant.parse("2026-03-01T10:00:00.123Z").toEpochMilli();

    private final RecordFormat format =
            new RecordFormat("ledger", "incident", "urn:test", "application/json");
    private final EventDraft draft =
            new EventDraft(
                    "0199-id",
                    "IncidentDeclared",
                    "2",
                    Instant.parse("2026-03-01T09:59:59.123456789Z"),
                    Set.of(new Tag("incident", "i 1"), new Tag("alert", "a&b=ü")),
                    Map.of("actor", "@ana", "commandId", "k-1", "numbered", "INC"),
                    "{\"title\":\"Tür\"}".getBytes(UTF_8));

    @Test
    void a_record_has_exactly_these_headers() {
        RecordFormat.Written written =
                format.write(draft, 41, RECORDED_AT, "INC-7", HashChain.ORIGIN);

        assertThat(headers(written.record()))
                .containsExactlyEntriesOf(
                        new TreeMap<>(
                                Map.ofEntries(
                                        Map.entry(
                                                "ce_chain",
                                                "7fd09ad610c8e72826b0a82e5e503ced3d8fcb7cb3ab33878f6d20c277f25f2c"),
                                        Map.entry("ce_dataversion", "2"),
                                        Map.entry("ce_id", "0199-id"),
                                        Map.entry("ce_metadata", "actor=@ana&commandId=k-1"),
                                        Map.entry("ce_number", "INC-7"),
                                        Map.entry(
                                                "ce_payloadhash",
                                                "1d4eba21648f86bce1378f8cf26ab295c2dceb6a61d1bf1c8336df93d889060f"),
                                        Map.entry("ce_position", "41"),
                                        Map.entry("ce_recordedtime", "2026-03-01T10:00:00.123Z"),
                                        Map.entry("ce_source", "urn:test"),
                                        Map.entry("ce_specversion", "1.0"),
                                        Map.entry("ce_subject", "i 1"),
                                        Map.entry(
                                                "ce_tags",
                                                "alert=a%26b%3D%C3%BC&incident=i%201&number=INC-7"),
                                        Map.entry("ce_time", "2026-03-01T09:59:59.123456Z"),
                                        Map.entry("ce_type", "IncidentDeclared"),
                                        Map.entry("content-type", "application/json"))));
        assertThat(written.record().key()).isEqualTo("0199-id".getBytes(UTF_8));
        assertThat(written.record().value()).isEqualTo("{\"title\":\"Tür\"}".getBytes(UTF_8));
        assertThat(written.record().timestamp()).isEqualTo(RECORDED_AT);
        assertThat(written.record().partition()).isZero();
    }

    @Test
    void the_chain_is_what_its_description_says() throws Exception {
        String previous = "0f".repeat(32);
        ProducerRecord<byte[], byte[]> record =
                format.write(draft, 41, RECORDED_AT, "INC-7", previous).record();

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream canonical = new DataOutputStream(bytes);
        canonical.write(HexFormat.of().parseHex(previous));
        withLength(canonical, record.key());
        for (Map.Entry<String, String> header : headers(record).entrySet()) {
            if (!header.getKey().equals("ce_chain")) {
                withLength(canonical, header.getKey().getBytes(UTF_8));
                withLength(canonical, header.getValue().getBytes(UTF_8));
            }
        }
        canonical.writeInt(8);
        canonical.writeLong(RECORDED_AT);
        String expected =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));

        assertThat(headers(record)).containsEntry("ce_chain", expected);
        assertThat(new HashChain().next(previous, record.key(), record.headers(), RECORDED_AT))
                .isEqualTo(expected);
    }

    @Test
    void what_was_written_is_read_back() {
        RecordFormat.Written written =
                format.write(draft, 41, RECORDED_AT, "INC-7", HashChain.ORIGIN);

        RecordedEvent read = RecordFormat.read(consumed(written.record()));

        assertThat(read).usingRecursiveComparison().isEqualTo(written.event());
        assertThat(read.metadata()).isEqualTo(Map.of("actor", "@ana", "commandId", "k-1"));
        assertThat(read.timestamp()).isEqualTo(Instant.parse("2026-03-01T09:59:59.123456Z"));
    }

    @Test
    void an_event_without_number_or_subject_has_no_such_headers() {
        EventDraft plain =
                new EventDraft(
                        "id", "Type", "1", Instant.EPOCH, Set.of(), Map.of(), "{}".getBytes(UTF_8));

        assertThat(headers(format.write(plain, 0, 0, null, HashChain.ORIGIN).record()))
                .doesNotContainKeys("ce_number", "ce_subject")
                .containsEntry("ce_tags", "")
                .containsEntry("ce_metadata", "");
    }

    @Test
    void headers_that_somebody_adds_do_not_hinder_reading_but_break_the_chain() {
        ProducerRecord<byte[], byte[]> record =
                format.write(draft, 0, RECORDED_AT, null, HashChain.ORIGIN).record();
        assertThat(new ChainVerifier().verify(consumed(record))).isEmpty();

        record.headers().add("x-foreign", "1".getBytes(UTF_8));

        assertThat(RecordFormat.read(consumed(record)).id()).isEqualTo("0199-id");
        assertThat(new ChainVerifier().verify(consumed(record))).isPresent();
    }

    @Test
    void a_payload_erased_by_law_leaves_the_chain_whole() {
        ProducerRecord<byte[], byte[]> record =
                format.write(draft, 0, RECORDED_AT, null, HashChain.ORIGIN).record();
        ProducerRecord<byte[], byte[]> erased =
                new ProducerRecord<>(
                        "ledger", 0, record.timestamp(), record.key(), null, record.headers());

        assertThat(new ChainVerifier().verify(consumed(erased))).isEmpty();
    }

    @Test
    void a_draft_without_id_or_type_is_refused() {
        assertThatThrownBy(
                        () ->
                                new EventDraft(
                                        " ",
                                        "Type",
                                        "1",
                                        Instant.EPOCH,
                                        Set.of(),
                                        Map.of(),
                                        new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                "ledger",
                0,
                7,
                record.timestamp(),
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                record.value(),
                new RecordHeaders(record.headers()),
                Optional.empty());
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            assertThat(headers.put(header.key(), new String(header.value(), UTF_8)))
                    .as("%s only once", header.key())
                    .isNull();
        }
        return headers;
    }

    private static void withLength(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }
}
