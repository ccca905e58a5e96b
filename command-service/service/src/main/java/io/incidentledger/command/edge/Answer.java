package io.incidentledger.command.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.incidentledger.events.GuidelinesSet;
import io.incidentledger.events.SuggestedSeverity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What an order led to.
 *
 * @param id of what the order was about: the incident, the follow-up, the timeline entry, the
 *     thread, the token, the service (its name), the change, the runbook
 * @param number what people say, {@code INC-7}, {@code FU-12} or {@code RB-3}; absent where there
 *     is none
 * @param incident the incident it belongs to, where {@code id} is not the incident's own
 * @param version the position of the last event of what is changed as one: the ETag
 * @param position the position of this order's last event: the {@code Ledger-Position}
 * @param changed false when everything was already as ordered
 * @param hints what helps with what comes next
 * @param warnings what of an import was not recorded, and why; absent where all was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
        String id,
        @Nullable String number,
        @Nullable Reference incident,
        long version,
        long position,
        boolean changed,
        @JsonUnwrapped @Nullable Hints hints,
        @Nullable List<String> warnings) {

    Answer(
            String id,
            @Nullable String number,
            @Nullable Reference incident,
            long version,
            long position,
            boolean changed) {
        this(id, number, incident, version, position, changed, null, null);
    }

    /** A name for the program and a name for people. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reference(String id, @Nullable String number) {}

    /**
     * What helps with what comes next. Like the rest of an answer it says what was so when the
     * order was carried out.
     *
     * @param suggestedSeverity what the answers about the impact suggest; absent without any
     * @param unknownServices the services that the catalogue did not know, where the order said
     *     which services are concerned
     * @param guidelines how the organisation wants to work on incidents; absent where it says
     *     nothing, or nothing was declared
     * @param links what to look at next, name to address: after a declaration what may help, after
     *     a redaction the entries of other incidents that show the same recorded change
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Hints(
            @Nullable SuggestedSeverity suggestedSeverity,
            @Nullable List<String> unknownServices,
            @Nullable GuidelinesSet guidelines,
            @Nullable Map<String, String> links) {}

    Answer with(@Nullable Hints given) {
        return new Answer(id, number, incident, version, position, changed, given, warnings);
    }

    /**
     * @param given none where all was recorded
     */
    public Answer warning(List<String> given) {
        return new Answer(
                id,
                number,
                incident,
                version,
                position,
                changed,
                hints,
                given.isEmpty() ? null : given);
    }

    ResponseEntity.BodyBuilder headed(HttpStatus status) {
        return ResponseEntity.status(status)
                // Said outright: after the effect it is too late to find no acceptable form.
                .contentType(MediaType.APPLICATION_JSON)
                .eTag("\"" + version + "\"")
                .header("Ledger-Position", Long.toString(position));
    }
}
