package io.incidentledger.command.edge;

import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Times as RFC 3339 writes them: with an offset, never a number, never a guess at a zone. */
final class StrictTimes {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

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
            return date(parser.getString(), LocalDate.class, context);
        }
    }

    /**
     * When something happened: a time with its offset, which is exact, a date, which is a day, or
     * an object that says how well either is known. Of a day the date counts as it is written,
     * whatever the offset of a time.
     */
    static final class Moments extends StdScalarDeserializer<Moment> {
        private record Stated(@Nullable Written at, @Nullable Precision precision) {}

        /**
         * @param time null where only a date was written
         */
        @JsonDeserialize(using = AsWritten.class)
        private record Written(LocalDate date, @Nullable OffsetDateTime time) {
            /** Of a day only the date is known: it stays that date, and is read as one, in UTC. */
            @Nullable Instant at(Precision precision) {
                if (precision == Precision.DAY) {
                    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
                }
                return time == null ? null : time.toInstant();
            }

            Moment moment(@Nullable Precision said, DeserializationContext context) {
                Precision precision =
                        said != null ? said : time == null ? Precision.DAY : Precision.EXACT;
                Instant at = at(precision);
                if (at == null) {
                    throw context.weirdStringException(date.toString(), Moment.class, "");
                }
                return new Moment(at, precision);
            }
        }

        private static final class AsWritten extends StdScalarDeserializer<Written> {
            AsWritten() {
                super(Written.class);
            }

            @Override
            public @Nullable Written deserialize(
                    JsonParser parser, DeserializationContext context) {
                if (parser.currentToken() != JsonToken.VALUE_STRING) {
                    return (Written) context.handleUnexpectedToken(Instant.class, parser);
                }
                return written(parser.getString(), Instant.class, context);
            }
        }

        Moments() {
            super(Moment.class);
        }

        @Override
        public @Nullable Moment deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return written(parser.getString(), Moment.class, context).moment(null, context);
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return (Moment) context.handleUnexpectedToken(Moment.class, parser);
            }
            Stated stated = context.readValue(parser, Stated.class);
            Written written = stated.at();
            if (written == null) {
                return (Moment)
                        context.reportInputMismatch(Moment.class, "a moment needs its time");
            }
            return written.moment(stated.precision(), context);
        }

        private static Written written(
                String text, Class<?> target, DeserializationContext context) {
            if (DATE.matcher(text).matches()) {
                return new Written(date(text, target, context), null);
            }
            OffsetDateTime time = time(text, target, context);
            return new Written(time.toLocalDate(), time);
        }
    }

    private static Instant instant(String text, Class<?> target, DeserializationContext context) {
        return time(text, target, context).toInstant();
    }

    private static LocalDate date(String text, Class<?> target, DeserializationContext context) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw context.weirdStringException(text, target, "");
        }
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
