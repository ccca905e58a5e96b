package io.incidentledger.reliability.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What a client was told. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Answer.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = Answer.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Answer.Unavailable.class, name = "unavailable"),
    @JsonSubTypes.Type(value = Answer.Unknown.class, name = "unknown"),
    @JsonSubTypes.Type(value = Answer.Seen.class, name = "seen")
})
public sealed interface Answer {

    /**
     * The order was carried out.
     *
     * @param position of the order's last event, or of the incident's when nothing changed
     * @param version of the incident
     * @param changed whether anything was recorded
     * @param id of what the order was about
     * @param number that it was given, or null
     */
    record Acknowledged(
            long position, long version, boolean changed, String id, @Nullable String number)
            implements Answer {}

    /**
     * It was not carried out, because of what the ledger holds.
     *
     * @param problem the last part of the problem's type
     * @param rule that refused it, or null
     * @param version of the incident, where it was another than expected
     */
    record Refused(int status, String problem, @Nullable String rule, @Nullable Long version)
            implements Answer {}

    /** It was not carried out for want of something else, and nothing was recorded. */
    record Unavailable(int status, String why) implements Answer {}

    /** Nobody said, or what was said does not tell whether anything was recorded. */
    record Unknown(int status, String why) implements Answer {}

    /**
     * What a view showed.
     *
     * @param version the position of the incident's last event that was in it
     * @param viewPosition the position up to which it had come
     * @param digest SHA-256 of the document's bytes, or null where the state was asked for
     */
    record Seen(long version, long viewPosition, @Nullable String digest) implements Answer {}
}
