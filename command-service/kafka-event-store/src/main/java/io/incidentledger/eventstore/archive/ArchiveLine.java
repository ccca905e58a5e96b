package io.incidentledger.eventstore.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** A line of an archive, as it is read. Fields that are not known are passed over. */
sealed interface ArchiveLine {

    /** The first line. */
    record First(ArchiveHeader header) implements ArchiveLine {}

    /** An event, its offset the number of the line. */
    record Event(ConsumerRecord<byte[], byte[]> record) implements ArchiveLine {}

    /** The last line. */
    record Last(ArchiveSummary summary) implements ArchiveLine {}

    /** It is none of these, for the reason given. */
    record Unreadable(String reason) implements ArchiveLine {}

    /** No record of Kafka's is larger than its length field allows; a line is a little longer. */
    int LONGEST = 256 << 20;

    /** Reads a line, given without its line break. Numbers count from 1. */
    static ArchiveLine of(byte[] bytes, int length, long number) {
        try (JsonParser json =
                Parsing.JSON.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
            ArchiveLine line = Parsing.line(json, number);
            return json.nextToken() == null
                    ? line
                    : new Unreadable("something follows the JSON object");
        } catch (JacksonException noJson) {
            return new Unreadable(String.valueOf(noJson.getOriginalMessage()));
        } catch (IllegalArgumentException | DateTimeException other) {
            return new Unreadable(String.valueOf(other.getMessage()));
        }
    }

    /** What a line is made of, while it is read. */
    final class Parsing {

        private static final JsonFactory JSON =
                JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(
                                StreamReadConstraints.builder().maxStringLength(LONGEST).build())
                        .build();

        private final RecordHeaders headers = new RecordHeaders();
        private @Nullable String form;
        private @Nullable String ledger;
        private @Nullable String kind;
        private @Nullable String begun;
        private @Nullable String chain;
        private @Nullable Long position;
        private @Nullable Long timestamp;
        private @Nullable Long events;
        private @Nullable Long withheld;
        private byte @Nullable [] key;
        private byte @Nullable [] payload;

        private Parsing() {}

        private static ArchiveLine line(JsonParser json, long number) {
            require(json.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
            Parsing parsing = new Parsing();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                parsing.field(name, json);
            }
            return parsing.line(number);
        }

        private void field(String name, JsonParser json) {
            switch (name) {
                case "form" -> form = text(json, name);
                case "ledger" -> ledger = text(json, name);
                case "kind" -> kind = text(json, name);
                case "begun" -> begun = text(json, name);
                case "chain" -> chain = text(json, name);
                case "position" -> position = number(json, name);
                case "timestamp" -> timestamp = number(json, name);
                case "events" -> events = number(json, name);
                case "withheld" -> withheld = number(json, name);
                case "key" -> key = bytes(json, name);
                case "payload" -> {
                    payload = bytes(json, name);
                    require(payload != null, "a payload that is not there is left out, not null");
                }
                case "headers" -> headers(json, headers);
                default -> json.skipChildren();
            }
        }

        private ArchiveLine line(long number) {
            if (form != null) {
                require(
                        form.equals(ArchiveLines.FORM),
                        "its form is " + form + ", not " + ArchiveLines.FORM);
                return new First(
                        new ArchiveHeader(
                                required(ledger, "ledger"),
                                ArchiveHeader.Kind.valueOf(
                                        required(kind, "kind").toUpperCase(Locale.ROOT)),
                                Instant.parse(required(begun, "begun"))));
            }
            if (events != null) {
                return new Last(
                        new ArchiveSummary(
                                events, required(withheld, "withheld"), required(chain, "chain")));
            }
            required(position, "position");
            return new Event(
                    new ConsumerRecord<>(
                            "archive",
                            0,
                            number,
                            required(timestamp, "timestamp"),
                            TimestampType.CREATE_TIME,
                            -1,
                            -1,
                            key,
                            payload,
                            headers,
                            Optional.empty()));
        }

        private static void headers(JsonParser json, Headers headers) {
            require(json.currentToken() == JsonToken.START_ARRAY, "its headers are no array");
            while (json.nextToken() != JsonToken.END_ARRAY) {
                require(
                        json.currentToken() == JsonToken.START_ARRAY,
                        "a header is not an array of name and value");
                json.nextToken();
                String name = text(json, "header");
                json.nextToken();
                headers.add(name, bytes(json, name));
                require(
                        json.nextToken() == JsonToken.END_ARRAY,
                        "a header is not an array of name and value");
            }
        }

        private static byte @Nullable [] bytes(JsonParser json, String name) {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                return json.getString().getBytes(UTF_8);
            }
            require(
                    json.currentToken() == JsonToken.START_OBJECT
                            && json.nextToken() == JsonToken.PROPERTY_NAME
                            && json.currentName().equals("base64"),
                    "its " + name + " is neither text nor base64");
            json.nextToken();
            byte[] bytes = Base64.getDecoder().decode(text(json, "base64"));
            require(json.nextToken() == JsonToken.END_OBJECT, "more than base64 in its " + name);
            return bytes;
        }

        private static String text(JsonParser json, String name) {
            require(json.currentToken() == JsonToken.VALUE_STRING, "its " + name + " is no text");
            return json.getString();
        }

        private static long number(JsonParser json, String name) {
            require(
                    json.currentToken() == JsonToken.VALUE_NUMBER_INT,
                    "its " + name + " is no whole number");
            return json.getLongValue();
        }

        private static <T> T required(@Nullable T value, String name) {
            if (value == null) {
                throw new IllegalArgumentException("it has no " + name);
            }
            return value;
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }
}
