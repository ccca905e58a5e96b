package io.incidentledger.query.incident;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.incidentledger.events.Redaction;
import io.incidentledger.events.Redactions;
import io.incidentledger.query.projection.EventRow;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Cursor;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.view.Snapshot;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The events of an incident as the log holds them. */
public final class RecordedEvents {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final JsonMapper STRICT =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private RecordedEvents() {}

    /**
     * One event.
     *
     * @param payload as stored, without its words where these are redacted; null when it is not
     *     JSON, or was erased
     * @param damaged the stored bytes in base64 when they are not JSON, else null
     * @param erased whether there is no payload any more, since it was erased by law
     * @param redaction what hid the words that the payload does not hold any more, else null
     */
    public record EventAnswer(
            long position,
            String id,
            String type,
            String version,
            Instant recordedAt,
            @Nullable UUID incident,
            @Nullable String actor,
            @Nullable String authority,
            @Nullable String commandId,
            @Nullable String number,
            @JsonRawValue @Nullable String payload,
            @Nullable String damaged,
            boolean erased,
            String chain,
            @Nullable Redaction redaction) {

        /**
         * @param redactions all to date
         */
        public static EventAnswer of(EventRow recorded, Redactions redactions) {
            Redaction redaction = redactions.at(recorded.position());
            EventRow row = redaction == null ? recorded : recorded.withoutWords();
            byte[] payload = row.payload();
            String json = payload == null ? null : json(payload);
            return new EventAnswer(
                    row.position(),
                    row.eventId(),
                    row.type(),
                    row.version(),
                    row.recordedAt(),
                    row.incidentId(),
                    row.actor(),
                    row.authority(),
                    row.commandId(),
                    row.number(),
                    json,
                    json != null || payload == null
                            ? null
                            : Base64.getEncoder().encodeToString(payload),
                    payload == null,
                    row.chain(),
                    redaction);
        }

        /** As text first: a parser of bytes guesses at encodings that the answer is not in. */
        private static @Nullable String json(byte[] payload) {
            try {
                String text =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(payload))
                                .toString();
                return text.startsWith(BYTE_ORDER_MARK) || STRICT.readTree(text).isMissingNode()
                        ? null
                        : text;
            } catch (CharacterCodingException | JacksonException damaged) {
                return null;
            }
        }
    }

    static Page<EventAnswer> page(Snapshot view, String reference, Asked asked) {
        int limit = asked.limit();
        Cursor cursor = Cursor.of(asked, "position");
        UUID id = FindHistory.id(view, reference);
        Redactions redactions = FindHistory.redactions(view, id);
        List<EventRow> rows =
                FindHistory.events(
                        view,
                        id,
                        cursor == null ? -1 : cursor.opened(),
                        view.asOf(asked.time("asOf")),
                        limit + 1);
        return Page.of(asked, limit, rows, last -> new Cursor("position", "", last.position()))
                .map(row -> EventAnswer.of(row, redactions));
    }
}
