package io.incidentledger.command.edge;

import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Times as RFC 3339 writes them: with an offset, never a number, never a guess at a zone. */
final class StrictTimes {
    private StrictTimes() {}

    static final class Instants extends StdScalarDeserializer<Instant> {
        Instants() {
            super(Instant.class);
        }

        @Override
        public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
            return parser.currentToken() == JsonToken.VALUE_STRING
                    ? instant(parser.getString(), Instant.class, context)
                    : (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
    }

    static final class Dates extends StdScalarDeserializer<LocalDate> {
        Dates() {
            super(LocalDate.class);
        }

        @Override
        public @Nullable LocalDate deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (LocalDate) context.handleUnexpectedToken(LocalDate.class, parser);
            }
            String text = parser.getString();
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw context.weirdStringException(text, LocalDate.class, "");
            }
        }
    }

    /** A plain time is exact; an object says how well it is known. */
    static final class Moments extends StdScalarDeserializer<Moment> {
        private record Stated(@Nullable Written at, @Nullable Precision precision) {}

        @JsonDeserialize(using = AsWritten.class)
        private record Written(OffsetDateTime time) {
            /** Of a day only the date is known: it stays that date, and is read as one, in UTC. */
            Instant at(Precision precision) {
                return precision == Precision.DAY
                        ? time.toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant()
                        : time.toInstant();
            }
        }

        private static final class AsWritten extends StdScalarDeserializer<Written> {
            AsWritten() {
                super(Written.class);
            }

            @Override
            public @Nullable Written deserialize(
                    JsonParser parser, DeserializationContext context) {
                return parser.currentToken() == JsonToken.VALUE_STRING
                        ? new Written(time(parser.getString(), Instant.class, context))
                        : (Written) context.handleUnexpectedToken(Instant.class, parser);
            }
        }

        Moments() {
            super(Moment.class);
        }

        @Override
        public @Nullable Moment deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return Moment.exactly(instant(parser.getString(), Moment.class, context));
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return (Moment) context.handleUnexpectedToken(Moment.class, parser);
            }
            Stated stated = context.readValue(parser, Stated.class);
            if (stated.at() == null) {
                return (Moment)
                        context.reportInputMismatch(Moment.class, "a moment needs its time");
            }
            Precision precision = stated.precision() == null ? Precision.EXACT : stated.precision();
            return new Moment(stated.at().at(precision), precision);
        }
    }

    private static Instant instant(String text, Class<?> target, DeserializationContext context) {
        return time(text, target, context).toInstant();
    }

    private static OffsetDateTime time(
            String text, Class<?> target, DeserializationContext context) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw context.weirdStringException(text, target, "");
        }
    }
}
