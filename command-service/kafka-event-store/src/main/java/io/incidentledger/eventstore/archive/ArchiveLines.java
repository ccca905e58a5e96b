package io.incidentledger.eventstore.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The lines of an archive, as they are written. Bytes that are valid UTF-8 are a JSON string, which
 * gives the same bytes back; any others are {@code {"base64": "…"}}; no bytes at all are null. A
 * record's payload is the exception: where it is missing, there is none.
 *
 * <p>Not thread-safe.
 */
final class ArchiveLines {

    static final String FORM = "event-log-archive/1";

    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);

    /** Ends with a line break, as all of these. */
    byte[] header(ArchiveHeader header) {
        return line(
                json -> {
                    json.writeStringProperty("form", FORM);
                    json.writeStringProperty("ledger", header.ledger());
                    json.writeStringProperty("kind", word(header.kind()));
                    json.writeStringProperty("begun", header.begun().toString());
                });
    }

    byte[] event(long position, ConsumerRecord<byte[], byte[]> record, boolean withPayload) {
        return line(
                json -> {
                    json.writeNumberProperty("position", position);
                    json.writeNumberProperty("timestamp", record.timestamp());
                    json.writeName("key");
                    write(json, record.key());
                    json.writeArrayPropertyStart("headers");
                    for (Header header : record.headers()) {
                        json.writeStartArray();
                        json.writeString(header.key());
                        write(json, header.value());
                        json.writeEndArray();
                    }
                    json.writeEndArray();
                    if (withPayload && record.value() != null) {
                        json.writeName("payload");
                        write(json, record.value());
                    }
                });
    }

    byte[] summary(ArchiveSummary summary, Instant ended) {
        return line(
                json -> {
                    json.writeNumberProperty("events", summary.events());
                    json.writeNumberProperty("withheld", summary.withheld());
                    json.writeStringProperty("chain", summary.chain());
                    json.writeStringProperty("ended", ended.toString());
                });
    }

    static String word(ArchiveHeader.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json);
    }

    private byte[] line(Fields fields) {
        line.reset();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void write(JsonGenerator json, byte @Nullable [] bytes) {
        if (bytes == null) {
            json.writeNull();
            return;
        }
        String text = text(bytes);
        if (text != null) {
            json.writeString(text);
        } else {
            json.writeStartObject();
            json.writeStringProperty("base64", Base64.getEncoder().encodeToString(bytes));
            json.writeEndObject();
        }
    }

    /** Null when the bytes would not come back as they are. */
    private static @Nullable String text(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                try {
                    return UTF_8.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
                } catch (CharacterCodingException binary) {
                    return null;
                }
            }
        }
        return new String(bytes, UTF_8);
    }
}
